namespace Delivery.Workflows.Runtime.Search;

/// <summary>A definition's version in a list.</summary>
public sealed record FoundVersion
{
    /// <summary>The version id.</summary>
    public required string Id { get; init; }

    /// <summary>What all versions share.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>Raised by every change of this version.</summary>
    public required int Revision { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>The version of the designer that wrote it.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>Not to be changed.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>No version is newer.</summary>
    public required bool IsLatest { get; init; }

    /// <summary>New instances run it.</summary>
    public required bool IsPublished { get; init; }

    /// <summary>When the version was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
