namespace Delivery.Benchmarks.Engine;

/// <summary>What a load has brought.</summary>
/// <param name="Elapsed">Until the last driver was done.</param>
/// <param name="Completed">Orders.</param>
/// <param name="Latencies">Of the resumes, the shortest first.</param>
internal sealed record LoadResult(TimeSpan Elapsed, int Completed, TimeSpan[] Latencies)
{
    public double CompletedPerSecond => Completed / Elapsed.TotalSeconds;

    public double ResumesPerSecond => Latencies.Length / Elapsed.TotalSeconds;

    public double P50 => Percentile(0.5);

    public double P99 => Percentile(0.99);

    /// <summary>As if they had been one.</summary>
    public static LoadResult Together(IReadOnlyCollection<LoadResult> loads) => new(
        loads.Aggregate(TimeSpan.Zero, (sum, load) => sum + load.Elapsed),
        loads.Sum(load => load.Completed),
        [.. loads.SelectMany(load => load.Latencies).Order()]);

    /// <summary>In milliseconds.</summary>
    private double Percentile(double part) => Latencies[(int)((Latencies.Length - 1) * part)].TotalMilliseconds;
}
