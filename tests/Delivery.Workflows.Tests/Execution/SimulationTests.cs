using System.Text.Json.Nodes;
using CsCheck;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Execution;

/// <summary>Random flowcharts, met by random stimuli: duplicated, out of order, late. Whatever happens, the invariants hold.</summary>
public sealed class SimulationTests
{
    private static readonly string[] Modes = ["Stream", "Merge", "Converge", "Cascade", "Race"];
    private static readonly string[] JoinModes = ["WaitAny", "WaitAll", "WaitAllActive"];

    // The nightly run asks for many more.
    private static readonly int Iterations = int.TryParse(Environment.GetEnvironmentVariable("DELIVERY_SIMULATION_RUNS"), out var runs) ? runs : 300;

    private static readonly Gen<(JsonObject Root, int[] Stimuli)> Runs =
        from size in Gen.Int[2, 9]
        from kinds in Gen.Int[0, 8].Array[size]
        from choices in Gen.Int[0, 1000].Array[size * 4]
        from stimuli in Gen.Int[0, 1000].Array[0, 40]
        select (Build(kinds, choices), stimuli);

    [Fact]
    public void Burst_AnyFlowchartAndAnyStimuli_KeepsTheInvariants() => Runs.Sample(
        run => Play(run.Root, run.Stimuli),
        iter: Iterations,
        print: run => run.Root.ToJsonString() + " " + string.Join(',', run.Stimuli));

    private static void Play(JsonObject root, int[] stimuli)
    {
        var engine = Instance.Engine(new WorkflowEngineOptions { MaxActivitiesPerBurst = 200 });
        var bundle = WorkflowBundle.Create(Definition((JsonObject)root.DeepClone()));
        var now = DateTimeOffset.UnixEpoch;
        var seen = new List<string>();
        var stored = new Dictionary<string, Bookmark>();
        var live = new Dictionary<string, ActivityRecord>();
        var burst = engine.Start(bundle, new StartInstance { InstanceId = "i", CorrelationId = "c" }, now);
        Check(burst, stored, live);
        foreach (var stimulus in stimuli)
        {
            now = now.AddSeconds(1);
            seen.AddRange(burst.AddedBookmarks.Select(bookmark => bookmark.Id));
            if (seen.Count == 0)
            {
                return;
            }

            // Any bookmark that ever was: most of them are gone, as with a duplicate.
            var resumption = new BookmarkResumption { BookmarkId = seen[stimulus % seen.Count], Input = new JsonObject { ["n"] = stimulus } };
            var before = burst.State.Serialize();
            var wasWaiting = burst.State.Bookmarks.Any(bookmark => bookmark.Id == resumption.BookmarkId);
            var again = engine.Resume(bundle, InstanceState.Deserialize(before), resumption, now);
            burst = engine.Resume(bundle, burst.State, resumption, now);
            burst.Applied.ShouldBe(wasWaiting);
            burst.State.Serialize().ShouldBe(again.State.Serialize());
            if (!burst.Applied)
            {
                burst.State.Serialize().ShouldBe(before);
            }

            Check(burst, stored, live);
        }

        Check(engine.Cancel(bundle, burst.State, "end", now), stored, live);
    }

    private static void Check(Burst burst, Dictionary<string, Bookmark> stored, Dictionary<string, ActivityRecord> live)
    {
        foreach (var removed in burst.RemovedBookmarks)
        {
            stored.Remove(removed.Id).ShouldBeTrue("a bookmark was removed that was not stored");
        }

        foreach (var added in burst.AddedBookmarks)
        {
            stored.TryAdd(added.Id, added).ShouldBeTrue("a bookmark was added twice");
        }

        foreach (var record in burst.Records)
        {
            live[record.Id] = record;
        }

        stored.Keys.Order().ShouldBe(burst.State.Bookmarks.Select(bookmark => bookmark.Id).Order());
        foreach (var bookmark in burst.State.Bookmarks)
        {
            live[bookmark.ActivityInstanceId].Status.ShouldBe(ActivityStatus.Running);
            live[bookmark.ActivityInstanceId].HasBookmarks.ShouldBeTrue();
        }

        if (burst.State.Status == WorkflowStatus.Finished)
        {
            burst.State.Bookmarks.ShouldBeEmpty();
            if (burst.State.SubStatus != WorkflowSubStatus.Faulted)
            {
                live.Values.ShouldAllBe(record => record.Status == ActivityStatus.Completed || record.Status == ActivityStatus.Canceled);
            }
        }
        else
        {
            burst.State.Bookmarks.ShouldNotBeEmpty("a suspended instance that waits for nothing never goes on");
        }
    }

    private static JsonObject Build(int[] kinds, int[] choices)
    {
        var activities = kinds.Select((kind, i) => Make(kind, $"n{i}", choices[i])).ToArray();
        var arrows = new List<string>();
        for (var i = 0; i < choices.Length; i++)
        {
            var (source, target) = (i % kinds.Length, choices[i] % kinds.Length);
            // Mostly forward, sometimes a loop.
            if (target > source || choices[i] % 7 == 0)
            {
                arrows.Add($"n{source}:{Port(kinds[source], choices[i] / 10)}->n{target}");
            }
        }

        return Chart("f", activities, [.. arrows.Distinct()]);
    }

    private static JsonObject Make(int kind, string id, int choice) => kind switch
    {
        0 or 1 => Event(id).Merging(Modes[choice % Modes.Length]),
        2 => Line(id).Merging(Modes[choice % Modes.Length]),
        3 => Fork(id, "A", "B"),
        4 => Join(id, JoinModes[choice % JoinModes.Length]),
        5 => Decision(id, "Math.random() < 0.5"),
        6 => Interruptible(id, Sequence(id + "s", Event(id + "e"), Line(id + "l"))).Merging(Modes[choice % Modes.Length]),
        7 => Interruptible(id, Chart(id + "g", [Fork(id + "k", "A", "B"), Event(id + "a"), Event(id + "b"), Join(id + "j", JoinModes[choice % JoinModes.Length])], $"{id}k:A->{id}a", $"{id}k:B->{id}b", $"{id}a->{id}j", $"{id}b->{id}j")),
        _ => choice % 5 == 0 ? Activity(id, "Elsa.End") : Activity(id, "Elsa.Delay"),
    };

    private static string Port(int kind, int choice) => kind switch
    {
        3 => choice % 2 == 0 ? "A" : "B",
        5 => choice % 2 == 0 ? "True" : "False",
        6 or 7 => choice % 2 == 0 ? "Completed" : "Interrupted",
        _ => "Done",
    };
}
