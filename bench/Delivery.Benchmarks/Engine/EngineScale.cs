using System.Globalization;
using Delivery.Benchmarks.Postgres;
using Delivery.Benchmarks.Reporting;

namespace Delivery.Benchmarks.Engine;

/// <summary>The rate of resumes beside more and more instances that wait or have ended.</summary>
internal static class EngineScale
{
    private const int Rounds = 10;

    public static async Task<Report> RunAsync(BenchmarkOptions options)
    {
        await using var postgres = await PostgresServer.StartAsync();
        int[] sizes = options.Nightly ? [0, 100_000, 1_000_000] : [0, 100_000];
        var databases = new List<ScaleDatabase>();
        try
        {
            foreach (var size in sizes)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Filling a database with {size:N0} instances …"));
                databases.Add(await ScaleDatabase.CreateAsync(postgres, size));
                await databases[^1].WarmUpAsync(options.Duration);
            }

            await MeasureAsync(databases, options.Duration / 2);
            return Describe(databases);
        }
        finally
        {
            foreach (var database in databases)
            {
                await database.DisposeAsync();
            }
        }
    }

    /// <summary>In turn, so that a slow moment of the machine meets all of them.</summary>
    private static async Task MeasureAsync(List<ScaleDatabase> databases, TimeSpan duration)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            Console.Error.WriteLine($"Round {round} of {Rounds} …");
            foreach (var database in databases)
            {
                await database.MeasureAsync(duration);
            }
        }
    }

    private static Report Describe(List<ScaleDatabase> databases)
    {
        var report = new Report("instances beside", "resumes/s", "p50 ms", "p99 ms");
        foreach (var (database, figure) in databases.Zip(["baseline", "at100k", "at1m"]))
        {
            var load = database.Total;
            report.Add(database.Instances.ToString("N0", CultureInfo.InvariantCulture), load.ResumesPerSecond, load.P50, load.P99);
            report.Figures[figure] = Math.Round(load.ResumesPerSecond);
        }

        return report;
    }
}
