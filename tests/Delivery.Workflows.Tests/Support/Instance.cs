using System.Text.Json.Nodes;
using Shouldly;

namespace Delivery.Workflows.Tests.Support;

/// <summary>An instance under test. Between bursts its state goes through bytes, as it does in a database.</summary>
internal sealed class Instance
{
    public static readonly DateTimeOffset Epoch = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly WorkflowEngine _engine;
    private WorkflowBundle _bundle;

    private Instance(WorkflowEngine engine, WorkflowBundle bundle)
    {
        _engine = engine;
        _bundle = bundle;
    }

    public InstanceState State { get; private set; } = null!;

    public DateTimeOffset Now { get; set; } = Epoch;

    public Burst Last { get; private set; } = null!;

    public List<string> Lines { get; } = [];

    public List<JournalEntry> Journal { get; } = [];

    public Dictionary<string, ActivityRecord> Records { get; } = [];

    public IEnumerable<string> Waiting => State.Bookmarks.Select(bookmark => bookmark.ActivityId).Order(StringComparer.Ordinal);

    public static WorkflowEngine Engine(WorkflowEngineOptions? options = null) => new(
        new ActivityCatalog().Add(new Interruptible(context => new JsonObject { ["OrderId"] = context.CorrelationId })),
        options);

    public static Instance Start(
        JsonObject root,
        JsonObject[]? variables = null,
        StartInstance? start = null,
        WorkflowEngineOptions? options = null) => Start(Flow.Definition(root, variables ?? []), start, options);

    public static Instance Start(
        WorkflowDefinition definition,
        StartInstance? start = null,
        WorkflowEngineOptions? options = null,
        Func<WorkflowReference, WorkflowDefinition?>? resolve = null)
    {
        var instance = new Instance(Engine(options), WorkflowBundle.Create(definition, resolve ?? (_ => null)));
        instance.Take(instance._engine.Start(instance._bundle, start ?? new StartInstance { InstanceId = "i1", CorrelationId = "c1" }, instance.Now));
        return instance;
    }

    /// <summary>Meets the bookmark of an activity.</summary>
    public Instance Resume(string activityId, JsonNode? input = null, string? name = null, string? fault = null)
    {
        var bookmark = State.Bookmarks.First(bookmark => bookmark.ActivityId == activityId && (name is null || bookmark.Name == name));
        return Resume(new BookmarkResumption { BookmarkId = bookmark.Id, Input = input, Fault = fault });
    }

    public Instance Resume(BookmarkResumption resumption)
    {
        Take(_engine.Resume(_bundle, State, resumption, Now));
        return this;
    }

    public Instance Cancel(string reason = "because")
    {
        Take(_engine.Cancel(_bundle, State, reason, Now));
        return this;
    }

    public Instance ResolveUndo(string activityInstanceId) => Alter(new ResolveUndo(activityInstanceId));

    public Instance Retry()
    {
        Take(_engine.Retry(_bundle, State, Now));
        return this;
    }

    public Instance Alter(params Alteration[] alterations) => Alter(null, alterations);

    /// <summary>Alterations of which the first may be a migration to the target.</summary>
    public Instance Alter(WorkflowBundle? target, params Alteration[] alterations)
    {
        Take(_engine.Alter(_bundle, State, new AlterationRequest { Alterations = alterations, By = "operator-1", Target = target }, Now));
        _bundle = target ?? _bundle;
        return this;
    }

    public Instance MigrateTo(WorkflowDefinition definition, Func<WorkflowReference, WorkflowDefinition?>? resolve = null) =>
        Alter(WorkflowBundle.Create(definition, resolve ?? (_ => null)), new MigrateInstance(definition.Version));

    /// <summary>Nothing happens.</summary>
    public void Idle() => Take(_engine.Resume(_bundle, State, new BookmarkResumption { BookmarkId = "none" }, Now));

    public Instance ShouldBeFinished()
    {
        State.SubStatus.ShouldBe(WorkflowSubStatus.Finished, string.Join("; ", State.Incidents.Select(incident => incident.Message)));
        State.Status.ShouldBe(WorkflowStatus.Finished);
        State.Bookmarks.ShouldBeEmpty();
        Records.Values.Where(record => record.CompletedAt is null).ShouldBeEmpty();
        return this;
    }

    public Instance ShouldBeWaiting(params string[] activityIds)
    {
        State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended, string.Join("; ", State.Incidents.Select(incident => incident.Message)));
        Waiting.ShouldBe(activityIds.Order(StringComparer.Ordinal));
        return this;
    }

    public Instance ShouldHaveSaid(params string[] lines)
    {
        Lines.ToArray().ShouldBe(lines, string.Join("; ", State.Incidents.Select(incident => incident.Message)));
        return this;
    }

    /// <summary>The events of an activity's executions, in order.</summary>
    public IEnumerable<string> EventsOf(string activityId) => Journal.Where(entry => entry.ActivityId == activityId).Select(entry => entry.EventName);

    private void Take(Burst burst)
    {
        Last = burst;
        State = InstanceState.Deserialize(burst.State.Serialize());
        Lines.AddRange(burst.Effects.OfType<WriteLine>().Select(line => line.Text));
        Journal.AddRange(burst.Journal);
        foreach (var record in burst.Records)
        {
            Records[record.Id] = record;
        }
    }
}
