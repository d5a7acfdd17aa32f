using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Benchmarks.Reporting;
using Delivery.Workflows;

namespace Delivery.Benchmarks.Engine;

/// <summary>
/// The engine alone: a sequence of ten activities from start to end, on one thread and without persistence. Once with a JavaScript expression
/// in one of them, once with none.
/// </summary>
internal static class EngineMemory
{
    private const int Activities = 10;
    private const int Rounds = 5;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Task<Report> RunAsync(BenchmarkOptions options)
    {
        var report = new Report("definition", "instances/s", "activities/s", "bytes/activity");
        var duration = options.Duration / Rounds;
        // The last activity doubles what the one before it has set, and adds one.
        var withScript = Measure(Definition(withScript: true), expected: 17, duration);
        var without = Measure(Definition(withScript: false), expected: 9, duration);
        report.Add("10 activities, one JavaScript", withScript.PerSecond / Activities, withScript.PerSecond, withScript.Bytes);
        report.Add("10 activities, no script", without.PerSecond / Activities, without.PerSecond, without.Bytes);
        report.Figures["activitiesPerSecond"] = Math.Round(withScript.PerSecond);
        report.Figures["activitiesPerSecondNoScript"] = Math.Round(without.PerSecond);
        report.Figures["bytesPerActivity"] = Math.Round(withScript.Bytes);
        report.Figures["bytesPerActivityNoScript"] = Math.Round(without.Bytes);
        return Task.FromResult(report);
    }

    /// <summary>The median of some rounds: a collection or a neighbour spoils one of them, not the figure.</summary>
    private static (double PerSecond, double Bytes) Measure(WorkflowDefinition definition, int expected, TimeSpan duration)
    {
        var engine = new WorkflowEngine(new ActivityCatalog());
        var bundle = WorkflowBundle.Create(definition, static _ => null);
        Check(engine, bundle, expected);
        Run(engine, bundle, duration);
        (double PerSecond, double Bytes)[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Run(engine, bundle, duration)).OrderBy(round => round.PerSecond)];
        return rounds[Rounds / 2];
    }

    private static (double PerSecond, double Bytes) Run(WorkflowEngine engine, WorkflowBundle bundle, TimeSpan duration)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var instances = 0L;
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            engine.Start(bundle, new StartInstance { InstanceId = "wfi_benchmark" }, Now);
            instances++;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return (instances * Activities / elapsed.TotalSeconds, (double)bytes / instances / Activities);
    }

    /// <summary>An engine that does nothing would be the fastest.</summary>
    private static void Check(WorkflowEngine engine, WorkflowBundle bundle, int expected)
    {
        var burst = engine.Start(bundle, new StartInstance { InstanceId = "wfi_benchmark" }, Now);
        var total = burst.State.Variables["total"]?.ToJsonString();
        if (burst.State.SubStatus != WorkflowSubStatus.Finished || total != expected.ToString(CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"The instance is {burst.State.SubStatus} with a total of {total}, not finished with {expected}.");
        }
    }

    private static WorkflowDefinition Definition(bool withScript)
    {
        var activities = new JsonArray();
        for (var index = 0; index < Activities; index++)
        {
            var isScript = withScript && index == Activities - 1;
            activities.Add(SetVariable($"set{index}", isScript ? "JavaScript" : "Literal", isScript ? "variables.Total * 2 + 1" : $"{index}"));
        }

        return WorkflowDefinition.Parse(new JsonObject
        {
            ["definitionId"] = "benchmark",
            ["name"] = "benchmark",
            ["version"] = 1,
            ["variables"] = new JsonArray(new JsonObject { ["id"] = "total", ["name"] = "Total", ["typeName"] = "Int32", ["value"] = "0", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }),
            ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = activities },
        }.ToJsonString());
    }

    private static JsonObject SetVariable(string id, string language, string value) => new()
    {
        ["id"] = id,
        ["name"] = id,
        ["type"] = "Elsa.SetVariable",
        ["version"] = 1,
        ["variable"] = new JsonObject { ["id"] = "total", ["name"] = "Total", ["typeName"] = "Int32" },
        ["value"] = new JsonObject
        {
            ["typeName"] = "Object",
            ["expression"] = new JsonObject { ["type"] = language, ["value"] = value },
        },
    };
}
