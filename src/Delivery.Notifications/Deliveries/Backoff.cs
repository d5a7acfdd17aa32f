namespace Delivery.Notifications.Deliveries;

/// <summary>The pause after a failure.</summary>
internal static class Backoff
{
    /// <summary>Doubles with each failure up to the longest, and is varied so that receivers that come back are not met by everybody at once.</summary>
    public static TimeSpan After(int failures, NotificationsOptions options)
    {
        var pause = options.FirstBackoff * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var capped = pause < options.LongestBackoff ? pause : options.LongestBackoff;
#pragma warning disable CA5394 // Nobody gains by guessing when a webhook is tried again.
        return capped * (0.5 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
    }
}
