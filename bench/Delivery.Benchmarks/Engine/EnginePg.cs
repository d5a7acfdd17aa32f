using System.Diagnostics;
using System.Globalization;
using Delivery.Benchmarks.Postgres;
using Delivery.Benchmarks.Reporting;
using Delivery.Workflows.Runtime.Commits;

namespace Delivery.Benchmarks.Engine;

/// <summary>Orders through the runtime on PostgreSQL, and through the floor beside it, in turn on the same server.</summary>
internal static class EnginePg
{
    /// <summary>Engine and floor in turn, so that a slow moment of the machine meets both.</summary>
    private const int Rounds = 4;

    private static readonly int[] Drivers = [1, 8, 64];

    public static async Task<Report> RunAsync(BenchmarkOptions options)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var engine = await EngineHost.StartAsync(postgres.ConnectionString);
        var samples = await engine.ComputeAsync("ord_" + NewId());
        await using var floor = new Floor(postgres.ConnectionString, samples, engine.Options.CommitConcurrency, engine.Options.MaxCommitSize);
        var report = new Report("what", "drivers", "completed/s", "resumes/s", "p50 ms", "p99 ms");
        var (warmUp, part) = (options.Duration / (2 * Rounds), options.Duration / Rounds);
        var orders = 0;
        IEnumerable<Func<Task>> EngineOrder()
        {
            Interlocked.Increment(ref orders);
            return Order(engine);
        }

        // Whoever is measured first would pay for the compiler.
        await Load.RunAsync(Drivers[^1], options.Duration / 2, options.Duration / 2, EngineOrder);
        await Load.RunAsync(Drivers[^1], options.Duration / 2, options.Duration / 2, floor.Order);
        foreach (var drivers in Drivers)
        {
            floor.Reset();
            var (engineLoads, floorLoads) = (new List<LoadResult>(), new List<LoadResult>());
            for (var round = 0; round < Rounds; round++)
            {
                engineLoads.Add(await Load.RunAsync(drivers, warmUp, part, EngineOrder));
                floorLoads.Add(await Load.RunAsync(drivers, warmUp, part, floor.Order));
            }

            var (engineLoad, floorLoad) = (LoadResult.Together(engineLoads), LoadResult.Together(floorLoads));
            Add(report, "engine-pg", drivers, engineLoad);
            Add(report, "floor-pg", drivers, floorLoad);
            AddFigures(report, drivers, engineLoad, floorLoad);
        }

        await CheckAsync(engine, orders);
        await AddComputedAsync(report, engine, options.Duration / 2);
        await AddPgbenchAsync(report, postgres, samples, (int)Math.Round(floor.GroupSize), options.Duration);
        return report;
    }

    public static IEnumerable<Func<Task>> Order(EngineHost engine) =>
        OrderWorkflow.Messages("ord_" + NewId()).Select(message => (Func<Task>)(() => engine.TakeAsync(message)));

    /// <summary>What one core could do if nothing were stored: from the stored state to rows that are ready to be stored.</summary>
    private static async Task AddComputedAsync(Report report, EngineHost engine, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var orders = 0;
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            await engine.ComputeAsync("ord_" + NewId());
            orders++;
        }

        var perSecond = orders / Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Add("computed only, one core", "", perSecond, perSecond * OrderWorkflow.Resumes, "", "");
        report.Figures["computedResumesPerSecond"] = Math.Round(perSecond * OrderWorkflow.Resumes);
    }

    /// <summary>
    /// Beside the floor at the most drivers, whose last group size the floor still knows. One client: what is ready to be committed is committed at
    /// once, by one connection.
    /// </summary>
    private static async Task AddPgbenchAsync(
        Report report, PostgresServer postgres, IReadOnlyList<PreparedBurst> samples, int groupSize, TimeSpan duration)
    {
        var perSecond = await Pgbench.RunAsync(postgres, samples, groupSize, duration);
        var resumes = perSecond * OrderWorkflow.Resumes;
        report.Add($"pgbench, groups of {groupSize}", "", perSecond, resumes, "", "");
        report.Figures["pgbenchResumesPerSecond"] = Math.Round(resumes);
    }

    private static void Add(Report report, string what, int drivers, LoadResult load) =>
        report.Add(what, drivers, load.CompletedPerSecond, load.ResumesPerSecond, load.P50, load.P99);

    private static void AddFigures(Report report, int drivers, LoadResult engine, LoadResult floor)
    {
        if (drivers == 8)
        {
            report.Figures["p99Ms"] = Math.Round(engine.P99, 2);
            report.Figures["floorP99Ms"] = Math.Round(floor.P99, 2);
        }

        if (drivers == 64)
        {
            report.Figures["completedPerSecond"] = Math.Round(engine.CompletedPerSecond);
            report.Figures["resumesPerSecond"] = Math.Round(engine.ResumesPerSecond);
            report.Figures["floorResumesPerSecond"] = Math.Round(floor.ResumesPerSecond);
            report.Figures["ratio"] = Math.Round(engine.ResumesPerSecond / floor.ResumesPerSecond, 2);
        }
    }

    /// <summary>An engine that loses orders would be the fastest.</summary>
    private static async Task CheckAsync(EngineHost engine, int orders)
    {
        var (all, finished) = await engine.CountAsync();
        if (all != orders || finished != orders)
        {
            throw new InvalidOperationException($"{orders} orders went through the engine; it has {all} of them, {finished} finished.");
        }
    }

    private static string NewId() => Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
}
