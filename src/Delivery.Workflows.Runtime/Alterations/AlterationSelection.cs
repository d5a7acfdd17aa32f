using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>Finds the instances that a filter means.</summary>
internal static class AlterationSelection
{
    public static IQueryable<StoredInstance> Of(WorkflowsDbContext db, AlterationFilter filter)
    {
        var instances = db.Instances.AsNoTracking();
        if (filter is { IsEmpty: true, EmptyFilterSelectsAll: false })
        {
            return instances.Where(_ => false);
        }

        var (ids, correlations, definitions, versions, subStatuses, activities) = (
            filter.WorkflowInstanceIds.ToArray(), filter.CorrelationIds.ToArray(), filter.DefinitionIds.ToArray(),
            filter.DefinitionVersionIds.ToArray(), filter.SubStatuses.ToArray(), filter.ActivityIds.ToArray());
        instances = ids.Length > 0
            ? instances.Where(row => ids.Contains(row.Id))
            : instances.Where(row => row.Status == WorkflowStatus.Running || row.SubStatus == WorkflowSubStatus.Faulted);
        instances = correlations.Length > 0 ? instances.Where(row => correlations.Contains(row.CorrelationId)) : instances;
        instances = definitions.Length > 0 ? instances.Where(row => definitions.Contains(row.DefinitionId)) : instances;
        instances = versions.Length > 0 ? instances.Where(row => versions.Contains(row.VersionId)) : instances;
        instances = subStatuses.Length > 0 ? instances.Where(row => subStatuses.Contains(row.SubStatus)) : instances;
        instances = activities.Length > 0
            ? instances.Where(row => db.Bookmarks.Any(bookmark => bookmark.InstanceId == row.Id && activities.Contains(bookmark.ActivityId)))
            : instances;
        return filter.HasIncidents is { } hasIncidents ? instances.Where(row => row.IncidentCount > 0 == hasIncidents) : instances;
    }
}
