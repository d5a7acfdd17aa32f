using Cronos;

namespace Delivery.Workflows;

/// <summary>When a trigger that is a matter of time fires. One of its members is set.</summary>
public sealed record TriggerSchedule
{
    /// <summary>Once, at this time; at once when it is past.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Again and again after this time.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>At the times of a cron expression with seconds (six fields), in UTC.</summary>
    public string? Cron { get; init; }

    /// <summary>
    /// The first time after <paramref name="after"/>: the time at which the trigger was published, then the time for which it last fired.
    /// Null when it never fires again; <see cref="At"/> is for the caller to fire once.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (Interval is { } interval)
        {
            return after + interval;
        }

        return Cron is null
            ? At > after ? At : null
            : CronExpression.Parse(Cron, CronFormat.IncludeSeconds).GetNextOccurrence(after, TimeZoneInfo.Utc);
    }

    /// <summary>
    /// The time after the one for which it has fired at <paramref name="now"/>, in the same rhythm; what it missed in between is left out.
    /// Null when it never fires again.
    /// </summary>
    public DateTimeOffset? Following(DateTimeOffset fired, DateTimeOffset now)
    {
        if (Interval is { } interval)
        {
            return fired + TimeSpan.FromTicks(interval.Ticks * (1 + Math.Max(0, (now - fired).Ticks / interval.Ticks)));
        }

        return Cron is null ? null : Next(fired > now ? fired : now);
    }
}
