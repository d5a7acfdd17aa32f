using System.Text.Json.Nodes;
using CsCheck;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Execution;

/// <summary>
/// Random definitions, met by random stimuli: duplicated, out of order, late, retried after a fault. Whatever happens, the invariants
/// hold. A failure prints its seed; <c>CsCheck_Seed=… </c> in the environment plays it again.
/// </summary>
public sealed class SimulationTests
{
    private const long NightlySteps = 1_000_000;

    private static readonly Gen<(JsonObject Root, FlowchartMode Mode, int[] Stimuli)> Runs =
        from choices in Gen.Int[0, 1000].Array[1, 120]
        from counts in Gen.Bool
        from stimuli in Gen.Int[0, 1000].Array[0, 40]
        select (new RandomDefinition(choices).Root(), counts ? FlowchartMode.CounterBased : FlowchartMode.TokenBased, stimuli);

    private long _steps;
    private long _undos;

    [Fact]
    public void Burst_AnyDefinitionAndAnyStimuli_KeepsTheInvariants()
    {
        Simulate(2_000);

        _undos.ShouldBeGreaterThan(300, "the definitions leave hardly anything to undo");
    }

    [Fact]
    [Trait("Length", "Nightly")]
    public void Burst_MillionsOfSteps_KeepsTheInvariants()
    {
        while (Interlocked.Read(ref _steps) < NightlySteps)
        {
            Simulate(5_000);
        }
    }

    [Fact]
    [Trait("Length", "Nightly")]
    public void Burst_WhileOperatorsCancelActivities_KeepsTheInvariants() => Simulate(5_000, alters: true);

    private void Simulate(int runs, bool alters = false) => Runs.Sample(
        run => Play(run.Root, run.Mode, run.Stimuli, alters),
        iter: runs,
        print: run => $"{run.Mode} {run.Root.ToJsonString()} {string.Join(',', run.Stimuli)}");

    private void Play(JsonObject root, FlowchartMode mode, int[] stimuli, bool alters)
    {
        var engine = Instance.Engine(new WorkflowEngineOptions { MaxActivitiesPerBurst = 200, FlowchartMode = mode });
        var bundle = WorkflowBundle.Create(Definition((JsonObject)root.DeepClone()));
        var now = DateTimeOffset.UnixEpoch;
        var seen = new List<string>();
        var stored = new Dictionary<string, Bookmark>();
        var undos = new UndoLedger();
        var live = new Dictionary<string, ActivityRecord>();
        var burst = engine.Start(bundle, new StartInstance { InstanceId = "i", CorrelationId = "c" }, now);
        Check(burst, stored, live, undos);
        foreach (var stimulus in stimuli)
        {
            now = now.AddSeconds(1);
            seen.AddRange(burst.AddedBookmarks.Select(bookmark => bookmark.Id));
            if (seen.Count == 0)
            {
                return;
            }

            if (burst.State.SubStatus == WorkflowSubStatus.Faulted && stimulus % 4 == 0)
            {
                var faulted = burst.State.Serialize();
                var repeated = engine.Retry(bundle, InstanceState.Deserialize(faulted), now);
                burst = engine.Retry(bundle, burst.State, now);
                burst.State.Serialize().ShouldBe(repeated.State.Serialize());
                Check(burst, stored, live, undos);
                continue;
            }

            if (alters && stimulus % 13 == 0 && burst.State.SubStatus is WorkflowSubStatus.Suspended or WorkflowSubStatus.Faulted)
            {
                burst = CancelOne(engine, bundle, burst, live, stimulus, now);
                Check(burst, stored, live, undos);
                continue;
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

            Check(burst, stored, live, undos);
        }

        burst = engine.Cancel(bundle, burst.State, "end", now);
        Check(burst, stored, live, undos);
        for (var i = 0; i < 100 && burst.State.IsCancelling; i++)
        {
            now = now.AddMinutes(1);
            burst = burst.State.Bookmarks is [var bookmark, ..]
                ? engine.Resume(bundle, burst.State, new BookmarkResumption { BookmarkId = bookmark.Id }, now)
                : i % 2 == 0 ? engine.Alter(bundle, burst.State, new AlterationRequest { Alterations = [new ResolveUndo(undos.GivenUp.First())], By = "test" }, now) : engine.Retry(bundle, burst.State, now);
            burst.Applied.ShouldBeTrue();
            Check(burst, stored, live, undos);
        }

        Interlocked.Add(ref _undos, undos.Undone);
    }

    /// <summary>An operator cancels whichever activity is active; not every one can be.</summary>
    private static Burst CancelOne(
        WorkflowEngine engine, WorkflowBundle bundle, Burst burst, Dictionary<string, ActivityRecord> live, int stimulus, DateTimeOffset now)
    {
        string[] active =
        [
            .. live.Values.Where(record => record.Status is ActivityStatus.Running or ActivityStatus.Faulted).Select(record => record.Id).Order(StringComparer.Ordinal),
        ];
        if (active.Length == 0)
        {
            // It has faulted in the burst in which it ended.
            return new Burst { State = burst.State, Applied = false };
        }

        var cancel = new CancelActivity { ActivityInstanceId = active[stimulus / 13 % active.Length] };
        try
        {
            return engine.Alter(bundle, burst.State, new AlterationRequest { Alterations = [cancel], By = "test" }, now);
        }
        catch (AlterationException)
        {
            return new Burst { State = burst.State, Applied = false };
        }
    }

    private void Check(Burst burst, Dictionary<string, Bookmark> stored, Dictionary<string, ActivityRecord> live, UndoLedger undos)
    {
        undos.Take(burst);
        Interlocked.Add(ref _steps, burst.Journal.Count(entry => entry.EventName is JournalEvents.Started or JournalEvents.Resumed));
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
            burst.State.Bookmarks.ShouldNotBeEmpty("a suspended instance that waits for nothing never goes on: " + System.Text.Encoding.UTF8.GetString(burst.State.Serialize()) + " " + string.Join(" / ", burst.Journal.Select(entry => $"{entry.EventName} {entry.ActivityId}")));
        }
    }
}
