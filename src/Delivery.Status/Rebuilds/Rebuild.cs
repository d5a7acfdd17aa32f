namespace Delivery.Status.Rebuilds;

/// <summary>One run of rebuilding all views from the log. Replicas share the work; a killed process leaves it where it was.</summary>
internal sealed class Rebuild
{
    public required string RebuildId { get; init; }

    public RebuildState State { get; private set; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>The last order of the log when it started; later ones have their views anyway.</summary>
    public required string LastOrderId { get; init; }

    /// <summary>How many orders there were.</summary>
    public required int Total { get; init; }

    /// <summary>How many have been looked after.</summary>
    public int Done { get; private set; }

    /// <summary>The last order that was looked after; also the concurrency token.</summary>
    public string Cursor { get; private set; } = string.Empty;

    public void Advance(IReadOnlyList<string> orderIds, DateTimeOffset now)
    {
        if (orderIds.Count == 0)
        {
            State = RebuildState.Done;
            FinishedAt = now;
            Cursor = LastOrderId + "~";
            return;
        }

        Done += orderIds.Count;
        Cursor = orderIds[^1];
    }
}
