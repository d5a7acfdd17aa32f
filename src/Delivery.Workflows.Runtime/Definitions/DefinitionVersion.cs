namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>One stored version of a definition.</summary>
public sealed record DefinitionVersion
{
    /// <summary>The version id.</summary>
    public required string Id { get; init; }

    /// <summary>What all versions share.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>No version is newer.</summary>
    public required bool IsLatest { get; init; }

    /// <summary>New instances run it.</summary>
    public required bool IsPublished { get; init; }

    /// <summary>The definition as JSON.</summary>
    public required string Source { get; init; }

    /// <summary>The bundle that new instances of it run on; null while it is not published.</summary>
    public string? BundleHash { get; init; }

    /// <summary>When the version was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was last published; null when it never was.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>It was never published, so that no instance has run it: it may still become something else.</summary>
    public bool IsDraft => !IsPublished && PublishedAt is null;

    /// <summary>Raised by every change of this version.</summary>
    public int Revision { get; init; }

    /// <summary>What an editor of this version sends along with its changes.</summary>
    public DefinitionStamp Stamp => new(Id, Revision);

    internal static DefinitionVersion Of(StoredVersion stored) => new()
    {
        Id = stored.Id,
        DefinitionId = stored.DefinitionId,
        Version = stored.Version,
        Name = stored.Name,
        IsLatest = stored.IsLatest,
        IsPublished = stored.IsPublished,
        Source = stored.Source,
        BundleHash = stored.BundleHash,
        CreatedAt = stored.CreatedAt,
        UpdatedAt = stored.UpdatedAt,
        PublishedAt = stored.PublishedAt,
        Revision = stored.Revision,
    };
}
