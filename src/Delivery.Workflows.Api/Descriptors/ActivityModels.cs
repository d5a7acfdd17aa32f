namespace Delivery.Workflows.Api.Descriptors;

/// <summary>All activity types there are: the catalogue's, and every version of the workflows that may be used as activities.</summary>
internal sealed class ActivityModels(ActivityCatalog catalog, WorkflowActivityModels workflows)
{
    private readonly IReadOnlyList<ActivityModel> _fixed =
        [.. catalog.Activities.Select(activity => activity.Descriptor).Append(WorkflowDescriptors.NotFound)
            .DistinctBy(descriptor => (descriptor.TypeName, descriptor.Version)).Select(ActivityModel.Of)];

    public async Task<IReadOnlyList<ActivityModel>> ListAsync(CancellationToken cancellationToken)
    {
        // The Studio keeps them by type and version, and breaks when two are the same.
        var all = _fixed.Concat(await workflows.ListAsync(cancellationToken));
        return [.. all.DistinctBy(model => (model.TypeName, model.Version))];
    }
}
