using System.Globalization;
using System.Text.Json;

namespace Delivery.Simulator.Reporting;

/// <summary>What the simulation found: the last line of the output is this as JSON.</summary>
internal sealed record Report(
    int Orders,
    int Completed,
    IReadOnlyDictionary<string, int> ByState,
    IReadOnlyDictionary<string, int> Branches,
    double OrdersPerSecond,
    Percentiles LifecycleMs,
    Percentiles StepMs,
    int Violations)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public void WriteTable(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("how orders ended");
        Write(output, ByState);
        output.WriteLine("branches taken");
        Write(output, Branches);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"orders per second",-34}{OrdersPerSecond,10:0.00}"));
        output.WriteLine($"{"",-34}{"p50",10}{"p95",10}{"p99",10}");
        Write(output, "order to end, ms", LifecycleMs);
        Write(output, "call to next visible status, ms", StepMs);
        output.WriteLine($"{"violations",-34}{Violations,10}");
    }

    private static void Write(TextWriter output, IReadOnlyDictionary<string, int> counts)
    {
        foreach (var (name, count) in counts)
        {
            output.WriteLine($"  {name,-32}{count,10}");
        }
    }

    private static void Write(TextWriter output, string name, Percentiles values) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-34}{values.P50,10:0.0}{values.P95,10:0.0}{values.P99,10:0.0}"));
}
