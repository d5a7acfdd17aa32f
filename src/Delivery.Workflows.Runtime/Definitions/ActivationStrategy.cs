namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>When a trigger may start an instance.</summary>
internal enum ActivationStrategy
{
    /// <summary>Whenever it is hit.</summary>
    Always,

    /// <summary>When no instance of the definition is running.</summary>
    Singleton,

    /// <summary>When no instance of any definition is running under the same correlation.</summary>
    Correlation,

    /// <summary>When no instance of the definition is running under the same correlation.</summary>
    CorrelatedSingleton,
}
