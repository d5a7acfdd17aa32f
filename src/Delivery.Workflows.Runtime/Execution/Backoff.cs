namespace Delivery.Workflows.Runtime.Execution;

/// <summary>How long to wait before the next attempt.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>One second after the first failure, doubled by each further one, five minutes at most.</summary>
    public static TimeSpan After(int failures) =>
        failures > 10 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, TimeSpan.FromSeconds(1).Ticks << (failures - 1)));
}
