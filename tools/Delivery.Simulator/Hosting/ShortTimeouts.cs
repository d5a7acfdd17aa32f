namespace Delivery.Simulator.Hosting;

/// <summary>The settings under which a host of our own runs: what takes minutes in life takes seconds here.</summary>
internal static class ShortTimeouts
{
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Timeouts:deferredPayment"] = "00:00:15",
        ["Timeouts:storeAnswer"] = "00:00:08",
        ["Timeouts:storeAway"] = "00:02:00",
        ["Timeouts:cookingStart"] = "00:00:05",
        ["Timeouts:cookingFinish"] = "00:00:05",
        ["Timeouts:riderSearchStep"] = "00:00:03",
        ["Timeouts:pickUp"] = "00:00:05",
        ["Timeouts:handOver"] = "00:00:05",
        ["Timeouts:captureRetryDelay"] = "00:00:00.300",
        ["Payments:AttemptTimeout"] = "00:00:01",
        ["Payments:TotalTimeout"] = "00:00:05",
        ["Payments:BreakDuration"] = "00:00:01",
        ["Payments:DeferredRetryDelay"] = "00:00:01",
        ["Payments:LongestBackoff"] = "00:00:03",
        ["Payments:LateEffectWindow"] = "00:00:03",
        ["Notifications:FirstBackoff"] = "00:00:00.500",
        // What a host that is killed had begun goes on when its lease has run out.
        ["Notifications:Timeout"] = "00:00:05",
        ["Notifications:Lease"] = "00:00:10",
        ["Workflows:TimerLease"] = "00:00:10",
    };
}
