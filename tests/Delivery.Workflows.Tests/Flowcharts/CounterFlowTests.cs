using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Flowcharts;

/// <summary>What is awkward to say in a file under Conformance, where the rules of counter mode are.</summary>
public sealed class CounterFlowTests
{
    private static readonly StartInstance Counting = new()
    {
        InstanceId = "i1",
        Properties = new JsonObject { ["Flowchart:ExecutionMode"] = "CounterBased" },
    };

    [Fact]
    public void Completed_LoopAroundMoreWaysThanCanBeWalked_GoesBack()
    {
        const int diamonds = 60;
        var boxes = new List<JsonObject>();
        var arrows = new List<string>();
        for (var i = 0; i < diamonds; i++)
        {
            boxes.AddRange([Decision($"d{i}", "true"), Activity($"l{i}", "Elsa.FlowNode"), Activity($"r{i}", "Elsa.FlowNode")]);
            arrows.AddRange([$"d{i}:True->l{i}", $"d{i}:False->r{i}", $"l{i}->d{i + 1}", $"r{i}->d{i + 1}"]);
        }

        boxes.AddRange([Decision($"d{diamonds}", "(setVariable('N', getN() + 1), getN() < 2)"), LineJs("end", "getN()")]);
        arrows.AddRange([$"d{diamonds}:True->d0", $"d{diamonds}:False->end"]);

        Instance.Start(Chart("f", [.. boxes], [.. arrows]), [Variable("N", "Int32", "0")], Counting).ShouldBeFinished().ShouldHaveSaid("2");
    }

    [Fact]
    public void Completed_LongBranchDies_IsSkippedWithoutDeepRecursion()
    {
        const int length = 20_000;
        var boxes = Enumerable.Range(0, length).Select(i => Activity($"b{i}", "Elsa.FlowNode"));
        var arrows = Enumerable.Range(1, length - 1).Select(i => $"b{i - 1}->b{i}");

        Instance.Start(
            Chart("f", [Decision("d", "true"), .. boxes, Line("end")], ["d:False->b0", .. arrows, $"b{length - 1}->end", "d:True->end"]),
            start: Counting).ShouldBeFinished().ShouldHaveSaid("end");
    }

    [Fact]
    public void Resume_HostChangesItsMode_FlowchartGoesOnInItsOwn()
    {
        var bundle = WorkflowBundle.Create(Definition(Chart(
            "f",
            [Fork("k", "A", "B"), Event("e"), Event("g"), Join("j", "WaitAll"), Line("end")],
            "k:A->e", "k:B->g", "e->j", "g->j", "j->end")));
        var state = Instance.Engine(new WorkflowEngineOptions { FlowchartMode = FlowchartMode.CounterBased })
            .Start(bundle, new StartInstance { InstanceId = "i" }, Instance.Epoch).State;
        var tokens = Instance.Engine();

        state = tokens.Resume(bundle, state, new BookmarkResumption { BookmarkId = state.Bookmarks[0].Id }, Instance.Epoch).State;
        var burst = tokens.Resume(bundle, state, new BookmarkResumption { BookmarkId = state.Bookmarks[0].Id }, Instance.Epoch);

        burst.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        burst.Effects.ShouldBe([new WriteLine("end")]);
    }
}
