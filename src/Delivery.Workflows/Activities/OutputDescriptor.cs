namespace Delivery.Workflows;

/// <summary>One output of an activity type.</summary>
public sealed record OutputDescriptor
{
    /// <summary>PascalCase; the JSON member is its camelCase form.</summary>
    public required string Name { get; init; }

    /// <summary>The type's alias.</summary>
    public required string TypeName { get; init; }

    /// <summary>What people read; the name when absent.</summary>
    public string? DisplayName { get; init; }

    /// <summary>One sentence.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the designer shows it.</summary>
    public bool IsBrowsable { get; init; } = true;
}
