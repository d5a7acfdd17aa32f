namespace Delivery.Riders.Roster;

/// <summary>
/// A rider, on duty in some regions or off duty. The version guards what is decided by looking at more than this row: two claims of one
/// rider, or a claim and the end of the duty, cannot both go by the same state.
/// </summary>
internal sealed class Rider
{
    /// <summary>The subject of the rider's token.</summary>
    public required string RiderId { get; init; }

    public bool OnDuty { get; private set; }

    /// <summary>Where the rider rides; kept while off duty.</summary>
    public string[] RegionIds { get; private set; } = [];

    public int Version { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public void SetDuty(bool onDuty, string[] regionIds, DateTimeOffset now)
    {
        OnDuty = onDuty;
        RegionIds = regionIds;
        Change(now);
    }

    /// <summary>Marks that the rider claims, so that a second claim that began meanwhile has to count again.</summary>
    public void RecordClaim(DateTimeOffset now) => Change(now);

    private void Change(DateTimeOffset now)
    {
        Version++;
        ChangedAt = now;
    }
}
