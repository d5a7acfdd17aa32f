namespace Delivery.Workflows;

/// <summary>What a port leads to.</summary>
public enum PortKind
{
    /// <summary>An outcome: the source of connections in a flowchart.</summary>
    Flow,

    /// <summary>A child activity held in a property.</summary>
    Embedded,
}
