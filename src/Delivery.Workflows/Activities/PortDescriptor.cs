namespace Delivery.Workflows;

/// <summary>One port of an activity type.</summary>
public sealed record PortDescriptor
{
    /// <summary>The outcome, or the property that holds the child.</summary>
    public required string Name { get; init; }

    /// <summary>What people read; the name when absent.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What the port leads to.</summary>
    public PortKind Kind { get; init; }

    /// <summary>Whether the designer shows it.</summary>
    public bool IsBrowsable { get; init; } = true;
}
