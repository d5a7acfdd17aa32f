namespace Delivery.Workflows.Api.Publishing;

/// <summary>What somebody wants to know who is about to publish.</summary>
internal sealed record PublishingModel
{
    public required string DefinitionId { get; init; }

    public required string Name { get; init; }

    /// <summary>What all of this is about; it is sent back when it is to be published.</summary>
    public required string VersionId { get; init; }

    /// <summary>The same.</summary>
    public required int Revision { get; init; }

    public required int Version { get; init; }

    /// <summary>Who has edited it last.</summary>
    public string? Editor { get; init; }

    /// <summary>The number of the version that new instances run.</summary>
    public int? PublishedVersion { get; init; }

    public required bool IsPublished { get; init; }

    public required bool MayPublish { get; init; }

    public required IReadOnlyList<DifferenceModel> Differences { get; init; }

    public required IReadOnlyList<FindingModel> Findings { get; init; }

    public required IReadOnlyList<HistoryModel> History { get; init; }
}
