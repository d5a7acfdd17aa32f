using System.Globalization;

namespace Delivery.Workflows.Runtime.Instances;

/// <summary>The parts of which queries over instances are made.</summary>
internal static class InstanceQueries
{
    public static IQueryable<StoredInstance> Filter(IQueryable<StoredInstance> instances, InstanceFilter filter)
    {
        var (definitionId, correlationId, parentId, status, subStatus, hasIncidents) =
            (filter.DefinitionId, filter.CorrelationId, filter.ParentInstanceId, filter.Status, filter.SubStatus, filter.HasIncidents);
        return instances.Where(row => (definitionId == null || row.DefinitionId == definitionId)
            && (correlationId == null || row.CorrelationId == correlationId)
            && (parentId == null || row.ParentInstanceId == parentId)
            && (status == null || row.Status == status)
            && (subStatus == null || row.SubStatus == subStatus)
            && (hasIncidents == null || row.IncidentCount > 0 == hasIncidents));
    }

    /// <summary>Those that come after the cursor in the order of creation, the newest first.</summary>
    public static IQueryable<StoredInstance> After(IQueryable<StoredInstance> instances, string? cursor)
    {
        if (cursor?.Split('|', 2) is not [var ticks, var id] || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return instances;
        }

        var at = new DateTimeOffset(number, TimeSpan.Zero);
        return instances.Where(row => row.CreatedAt < at || (row.CreatedAt == at && row.Id.CompareTo(id) < 0));
    }

    public static string CursorOf(InstanceSummary instance) =>
        string.Create(CultureInfo.InvariantCulture, $"{instance.CreatedAt.UtcTicks}|{instance.Id}");

    public static IQueryable<InstanceSummary> Summaries(IQueryable<StoredInstance> instances) => instances.Select(row => new InstanceSummary
    {
        Id = row.Id,
        DefinitionId = row.DefinitionId,
        VersionId = row.VersionId,
        Version = row.Version,
        CorrelationId = row.CorrelationId,
        ParentInstanceId = row.ParentInstanceId,
        Name = row.Name,
        Status = row.Status,
        SubStatus = row.SubStatus,
        Revision = row.Revision,
        IncidentCount = row.IncidentCount,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        FinishedAt = row.FinishedAt,
    });
}
