using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Flow;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>
/// One burst of one instance: a working copy of its state and everything the burst brings. The queue is first in, first out; whatever
/// happens, happens on one thread and depends on nothing but the arguments.
/// </summary>
internal sealed partial class InstanceRun
{
    private readonly Queue<WorkItem> _queue = new();
    private readonly List<Effect> _effects = [];
    private readonly List<ActivityExecution> _lost = [];
    private int _lastExecution;
    private int _invoked;
    private bool _faulted;

    private InstanceRun(CompiledBundle graph, WorkflowEngineOptions options, DateTimeOffset now, string instanceId, SeededRandom random)
    {
        Graph = graph;
        Options = options;
        Now = now;
        InstanceId = instanceId;
        Random = random;
    }

    public CompiledBundle Graph { get; }

    public WorkflowEngineOptions Options { get; }

    public DateTimeOffset Now { get; }

    public string InstanceId { get; }

    public SeededRandom Random { get; }

    public string? CorrelationId { get; set; }

    public string? Name { get; set; }

    public string? TriggerActivityId { get; private init; }

    public JsonNode? TriggerInput { get; private init; }

    /// <summary>Until the activity that the starting stimulus is for has run.</summary>
    public bool TriggerIsPending { get; private set; }

    public Dictionary<string, JsonNode?> Input { get; private init; } = [];

    public Dictionary<string, JsonNode?> Output { get; private init; } = [];

    public Dictionary<string, JsonNode?> NestedVariables { get; private init; } = [];

    public Dictionary<string, JsonNode?> Properties { get; private init; } = [];

    public ParentLink? Parent { get; private set; }

    public FlowchartMode FlowchartMode => FlowchartModes.Parse(Properties.GetValueOrDefault(FlowchartModes.Property)) ?? Options.FlowchartMode;

    public JsonNode? LastResult { get; set; }

    /// <summary>The execution of the workflow itself.</summary>
    public ActivityExecution Root { get; private set; } = null!;

    public IEnumerable<WorkItem> Queued => _queue;

    public void AddEffect(Effect effect) => _effects.Add(effect);

    public void Schedule(ActivityExecution owner, Node node, string? tag = null, Node? lostTo = null, Dictionary<string, JsonNode?>? variables = null)
    {
        owner.Queued++;
        _queue.Enqueue(new WorkItem { Node = node, Owner = owner, Scheduler = owner, Tag = tag, LostTo = lostTo, Variables = variables });
    }

    /// <summary>Takes back what the execution has scheduled and what has not begun.</summary>
    public void DropQueued(ActivityExecution owner)
    {
        foreach (var item in _queue)
        {
            if (item.Owner == owner && !item.IsDropped)
            {
                item.IsDropped = true;
                owner.Queued--;
            }
        }
    }

    public bool IsQueued(ActivityExecution owner, Node node)
    {
        foreach (var item in _queue)
        {
            if (item.Owner == owner && item.Node == node && !item.IsDropped)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs until nothing is queued.</summary>
    private void Drain()
    {
        do
        {
            while (_queue.TryDequeue(out var item))
            {
                if (item.IsDropped)
                {
                    continue;
                }

                if (item.Owner is { } owner)
                {
                    owner.Queued--;
                    if (!owner.IsActive && item.Undo is null)
                    {
                        continue;
                    }
                }

                if (item.Existing is { IsActive: false })
                {
                    continue;
                }

                if (IsTooMuch(item))
                {
                    if (!StopUndo(item))
                    {
                        Stop(item);
                        return;
                    }

                    continue;
                }

                Invoke(item);
            }
        }
        while (CancelLosers());
    }

    private void Invoke(WorkItem item)
    {
        var execution = item.Existing ?? Begin(item);
        Touch(execution);
        Log(execution, item.Existing is null ? JournalEvents.Started : JournalEvents.Resumed);
        if (item.Undo is { } undo)
        {
            Log(execution, JournalEvents.Undoing, payload: Numbered(undo));
        }

        var isTrigger = item.Existing is null && TriggerIsPending && execution.Node.Id == TriggerActivityId;
        execution.Context.Enter(item.Bookmark, isTrigger);
        try
        {
            if (item.Resumption?.Fault is { } fault)
            {
                throw new WorkflowFaultException(fault);
            }

            Run(execution, item);
        }
        // Whatever an activity throws is a fault of that activity: an exception that left the burst would come back at every attempt.
        catch (Exception e)
        {
            Fault(execution, e);
        }

        if (isTrigger)
        {
            TriggerIsPending = false;
        }

        if (execution.Status == ActivityStatus.Running && execution.BookmarkCount > 0)
        {
            Log(execution, JournalEvents.Suspended);
        }

        if (execution.LostTo is not null)
        {
            _lost.Add(execution);
        }
    }

    private void Run(ActivityExecution execution, WorkItem item)
    {
        var (activity, resumption) = (execution.Node.Activity, item.Resumption);
        if (resumption is null && execution.Node.RunsInBackground)
        {
            var bookmark = AddBookmark(execution, new BookmarkRequest(BackgroundWork.Stimulus));
            AddEffect(new Intent(IntentKinds.Background, []) { BookmarkId = bookmark.Id });
            return;
        }

        var begins = resumption is null || item.Bookmark is { IsBackground: true };
        if (begins || activity.EvaluatesInputsOnResume)
        {
            VariableScope.EvaluateInputs(execution);
        }

        if (begins)
        {
            activity.Execute(execution.Context);
        }
        else
        {
            activity.Resume(execution.Context, resumption!);
        }
    }

    private ActivityExecution Begin(WorkItem item)
    {
        var execution = new ActivityExecution
        {
            Run = this,
            Node = item.Node,
            Number = ++_lastExecution,
            Parent = item.Owner,
            StartedAt = Now,
            Scheduler = item.Scheduler?.Number,
            SchedulerActivityId = item.Scheduler?.Node.Id,
            Depth = item.Scheduler is null ? 0 : item.Scheduler.Depth + 1,
            Tag = item.Tag,
            LostTo = item.LostTo,
            DynamicVariables = item.Variables,
            Variables = item.Undo?.Frames[^1].Variables?.ToDictionary(),
            ChildOutputs = item.Undo?.Frames[^1].ChildOutputs?.ToDictionary(),
        };
        item.Owner?.Children.Add(execution);
        return execution;
    }

    /// <summary>Who lost a race may finish what it does at once, but the burst does not leave it waiting.</summary>
    private bool CancelLosers()
    {
        foreach (var execution in _lost.ToArray())
        {
            if (execution.IsLive)
            {
                Cancel(execution, notifyParent: true);
            }
        }

        _lost.Clear();
        return _queue.Count > 0;
    }

    private void Stop(WorkItem item)
    {
        StopUndos([item, .. _queue]);
        _queue.Clear();
        Fault(Root, new InvalidOperationException(
            $"The instance has run {Options.MaxActivitiesPerBurst} activities without waiting, '{item.Node.Name ?? item.Node.Id}' being next. "
            + "It is taken for caught in an endless loop: let the loop wait for something, or end it."));
        _faulted = true;
    }

    internal static Dictionary<string, JsonNode?> Values(JsonObject? json)
    {
        var values = new Dictionary<string, JsonNode?>();
        foreach (var (name, value) in json ?? [])
        {
            values[name] = JsonValues.Own(value);
        }

        return values;
    }
}
