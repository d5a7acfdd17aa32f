using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Search;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>A definition's version in a list.</summary>
internal sealed record DefinitionSummaryModel
{
    public required IReadOnlyList<ElsaLink> Links { get; init; }

    public required bool IsMaterializerAvailable { get; init; }

    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required int Version { get; init; }

    public string? ToolVersion { get; init; }

    public required bool IsLatest { get; init; }

    public required bool IsPublished { get; init; }

    public required string MaterializerName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required bool IsReadonly { get; init; }

    public static DefinitionSummaryModel Of(FoundVersion version, bool mayEdit) => new()
    {
        Links = DefinitionLinks.Of(version.DefinitionId, mayEdit && !version.IsReadonly),
        IsMaterializerAvailable = true,
        Id = version.Id,
        DefinitionId = version.DefinitionId,
        Name = version.Name,
        Description = version.Description,
        Version = version.Version,
        ToolVersion = version.ToolVersion,
        IsLatest = version.IsLatest,
        IsPublished = version.IsPublished,
        MaterializerName = "Json",
        CreatedAt = version.CreatedAt,
        IsReadonly = version.IsReadonly,
    };
}
