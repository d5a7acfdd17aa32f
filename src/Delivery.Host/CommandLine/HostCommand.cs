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

    /// <summary>Say how the workflow files and what is published compare.</summary>
    WorkflowsStatus,

    /// <summary>Bring what is published into the workflow files.</summary>
    WorkflowsExport,

    /// <summary>Play orders against a host.</summary>
    Simulate,

    /// <summary>Explain.</summary>
    Help,
}
