using System.Linq.Expressions;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>Turns a query into conditions and an order that the database understands.</summary>
internal static class InstanceConditions
{
    public static IQueryable<StoredInstance> Apply(IQueryable<StoredInstance> instances, InstanceQuery query)
    {
        var (definitionIds, version, correlationId, hasIncidents) = (query.DefinitionIds, query.Version, query.CorrelationId, query.HasIncidents);
        var (versionIds, statuses, subStatuses) = (query.VersionIds, query.Statuses, query.SubStatuses);
        instances = definitionIds.Count == 0 ? instances : instances.Where(row => definitionIds.Contains(row.DefinitionId));
        instances = versionIds.Count == 0 ? instances : instances.Where(row => versionIds.Contains(row.VersionId));
        instances = version is null ? instances : instances.Where(row => row.Version == version);
        instances = string.IsNullOrEmpty(correlationId) ? instances : instances.Where(row => row.CorrelationId == correlationId);
        instances = hasIncidents is null ? instances : instances.Where(row => row.IncidentCount > 0 == hasIncidents);
        instances = statuses.Count == 0 ? instances : instances.Where(row => statuses.Contains(row.Status));
        instances = subStatuses.Count == 0 ? instances : instances.Where(row => subStatuses.Contains(row.SubStatus));
        instances = query.Times.Aggregate(instances, (rows, time) => rows.Where(Condition(time)));
        return string.IsNullOrWhiteSpace(query.Text) ? instances : WithText(instances, query.Text.Trim());
    }

    public static IOrderedQueryable<StoredInstance> Sort(IQueryable<StoredInstance> instances, InstanceQuery query)
    {
        var sorted = query.Order switch
        {
            InstanceOrder.Updated => By(instances, row => row.UpdatedAt, query.Descending),
            InstanceOrder.Finished => By(instances, row => row.FinishedAt, query.Descending),
            InstanceOrder.Name => By(instances, row => row.Name, query.Descending),
            _ => By(instances, row => row.CreatedAt, query.Descending),
        };
        return sorted.ThenBy(row => row.Id);
    }

    private static IOrderedQueryable<StoredInstance> By<TKey>(
        IQueryable<StoredInstance> instances, Expression<Func<StoredInstance, TKey>> key, bool descending) =>
        descending ? instances.OrderByDescending(key) : instances.OrderBy(key);

    private static IQueryable<StoredInstance> WithText(IQueryable<StoredInstance> instances, string text)
    {
#pragma warning disable CA1304, CA1311, CA1862 // This becomes SQL, which knows no cultures and no comparisons.
        var lower = text.ToLowerInvariant();
        return instances.Where(row => (row.Name != null && row.Name.ToLower().Contains(lower))
            || row.Id.Contains(text)
            || row.DefinitionId.Contains(text)
            || row.VersionId.Contains(text)
            || (row.CorrelationId != null && row.CorrelationId.Contains(text)));
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static Expression<Func<StoredInstance, bool>> Condition(InstanceTime time)
    {
        var from = time.From ?? DateTimeOffset.MinValue;
        var until = time.Until ?? DateTimeOffset.MaxValue;
        return (time.Column, time.Outside) switch
        {
            (InstanceOrder.Updated, false) => row => row.UpdatedAt >= from && row.UpdatedAt < until,
            (InstanceOrder.Updated, true) => row => row.UpdatedAt < from || row.UpdatedAt >= until,
            (InstanceOrder.Finished, false) => row => row.FinishedAt >= from && row.FinishedAt < until,
            (InstanceOrder.Finished, true) => row => row.FinishedAt < from || row.FinishedAt >= until,
            (_, false) => row => row.CreatedAt >= from && row.CreatedAt < until,
            _ => row => row.CreatedAt < from || row.CreatedAt >= until,
        };
    }
}
