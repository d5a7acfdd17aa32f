namespace Delivery.Host.CommandLine;

/// <summary>What the command line asks for.</summary>
internal enum HostCommand
{
    /// <summary>Start the modules and serve.</summary>
    Serve,

    /// <summary>Bring the databases up to date, and nothing else.</summary>
    Migrate,

    /// <summary>Print a development token.</summary>
    Token,

    /// <summary>Play orders against a host.</summary>
    Simulate,

    /// <summary>Explain.</summary>
    Help,
}
