using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Definitions;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Delivery.Workflows.Runtime.Search;

namespace Delivery.Workflows.Api.Publishing;

/// <summary>Puts together what somebody wants to know who is about to publish.</summary>
internal sealed class PublishingModels(WorkflowDefinitions definitions, DefinitionSearch search, DefinitionAudit audit, WorkflowEngine engine)
{
    private const int Changes = 20;

    public async Task<PublishingModel> OfAsync(DefinitionVersion latest, bool mayPublish, CancellationToken cancellationToken)
    {
        var published = await definitions.FindAsync(latest.DefinitionId, VersionSelector.Published, cancellationToken);
        var family = (await search.ReadFamiliesAsync([latest], cancellationToken))[0];
        var history = await audit.ListAsync(latest.DefinitionId, Changes, cancellationToken);
        return new PublishingModel
        {
            DefinitionId = latest.DefinitionId,
            Name = latest.Name ?? latest.DefinitionId,
            VersionId = latest.Id,
            Revision = latest.Revision,
            Version = latest.Version,
            Editor = LastEditor.Of(latest)?.Who,
            PublishedVersion = published?.Version,
            IsPublished = latest.IsPublished,
            MayPublish = mayPublish,
            Differences = published is null ? [] : DefinitionDifference.Between(DocumentOf(published), DocumentOf(latest)),
            Findings = await FindAsync(latest, family, cancellationToken),
            History = [.. history.Select(entry => new HistoryModel(entry.Action.ToString(), entry.Version, entry.Who, entry.Note, entry.At))],
        };
    }

    /// <summary>Of the definition itself and of the published ones that will run it inside them: publishing it checks these too.</summary>
    private async Task<IReadOnlyList<FindingModel>> FindAsync(DefinitionVersion latest, DefinitionFamily family, CancellationToken cancellationToken)
    {
        var consumers = await search.ReadConsumersAsync(
            latest.Id, await definitions.FindConsumersAsync(latest.DefinitionId, cancellationToken), cancellationToken);
        return [.. consumers.Prepend(family).SelectMany(one => engine.Validate(one.Bundle)).Select(FindingModel.Of).Distinct()];
    }

    private static JsonObject DocumentOf(DefinitionVersion version)
    {
        var document = WorkflowDefinition.Parse(version.Source).Document.DeepClone().AsObject();
        DefinitionBookkeeping.Remove(document);
        return document;
    }
}
