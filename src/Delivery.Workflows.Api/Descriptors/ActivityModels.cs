using Delivery.Workflows.Runtime.Search;

namespace Delivery.Workflows.Api.Descriptors;

/// <summary>All activity types there are: the catalogue's, and every version of the workflows that may be used as activities.</summary>
internal sealed class ActivityModels(ActivityCatalog catalog, DefinitionSearch definitions)
{
    private static readonly DefinitionQuery AllVersions = new() { Versions = VersionSet.All };

    private readonly IReadOnlyList<ActivityModel> _fixed =
        [.. catalog.Activities.Select(activity => activity.Descriptor).Append(WorkflowDescriptors.NotFound)
            .DistinctBy(descriptor => (descriptor.TypeName, descriptor.Version)).Select(ActivityModel.Of)];

    public async Task<IReadOnlyList<ActivityModel>> ListAsync(CancellationToken cancellationToken)
    {
        var versions = await definitions.ReadAsync(AllVersions, cancellationToken);
        var workflows = versions
            .GroupBy(version => version.DefinitionId)
            .SelectMany(group => Usable(group.OrderByDescending(version => version.Version).Select(version => WorkflowDefinition.Parse(version.Source))));
        // The Studio keeps them by type and version, and breaks when two are the same.
        return [.. _fixed.Concat(workflows).DistinctBy(model => (model.TypeName, model.Version))];
    }

    /// <summary>Versions that are no longer offered stay known: diagrams may hold them.</summary>
    private static IEnumerable<ActivityModel> Usable(IEnumerable<WorkflowDefinition> newestFirst)
    {
        var list = newestFirst.ToList();
        var offered = WorkflowDescriptors.IsUsable(list[0]);
        return list.Any(WorkflowDescriptors.IsUsable)
            ? list.Select(version => ActivityModel.Of(WorkflowDescriptors.Of(version) with { IsBrowsable = offered }))
            : [];
    }
}
