namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What publishing a definition has brought.</summary>
public sealed record Publication
{
    /// <summary>The version that new instances run from now on.</summary>
    public required DefinitionVersion Version { get; init; }

    /// <summary>The version was published before; nothing has changed.</summary>
    public required bool AlreadyPublished { get; init; }

    /// <summary>The published definitions that use this one and run the new version from now on.</summary>
    public IReadOnlyList<string> UpdatedConsumers { get; init; } = [];

    /// <summary>What only looks like a mistake: errors prevent a publication.</summary>
    public IReadOnlyList<DefinitionFinding> Warnings { get; init; } = [];
}
