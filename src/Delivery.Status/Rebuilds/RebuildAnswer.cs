namespace Delivery.Status.Rebuilds;

/// <summary>A rebuild and how far it is.</summary>
/// <param name="RebuildId">The run.</param>
/// <param name="State">Where it is.</param>
/// <param name="Done">How many orders have been looked after.</param>
/// <param name="Total">How many there were at the start.</param>
/// <param name="StartedBy">The operator.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
internal sealed record RebuildAnswer(
    string RebuildId, RebuildState State, int Done, int Total, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    public static RebuildAnswer Of(Rebuild rebuild) => new(
        rebuild.RebuildId, rebuild.State, rebuild.Done, rebuild.Total, rebuild.StartedBy, rebuild.StartedAt, rebuild.FinishedAt);
}
