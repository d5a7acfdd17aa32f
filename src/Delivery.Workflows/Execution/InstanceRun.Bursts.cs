using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>How a burst begins from a state and ends in one.</summary>
internal sealed partial class InstanceRun
{
    private readonly Dictionary<int, ActivityExecution> _live = [];
    private InstanceState? _before;
    private DateTimeOffset _createdAt;

    public static InstanceRun ForStart(CompiledBundle graph, WorkflowEngineOptions options, StartInstance start, DateTimeOffset now)
    {
        var run = new InstanceRun(graph, options, now, start.InstanceId, SeededRandom.For(start.InstanceId))
        {
            CorrelationId = start.CorrelationId,
            Name = start.Name,
            TriggerActivityId = start.TriggerActivityId,
            TriggerInput = JsonValues.Own(start.TriggerInput),
            TriggerIsPending = start.TriggerActivityId is not null,
            Input = Values(start.Input),
            Properties = Values(start.Properties),
            Parent = start.Parent,
            NestedVariables = Nested(graph, start.Variables),
            _createdAt = now,
        };
        run.Root = run.Begin(new WorkItem { Node = graph.Root });
        VariableScope.Initialize(run.Root, start.Variables);
        return run;
    }

    public static InstanceRun ForState(CompiledBundle graph, WorkflowEngineOptions options, InstanceState state, DateTimeOffset now)
    {
        var run = new InstanceRun(graph, options, now, state.Id, new SeededRandom(state.Random))
        {
            CorrelationId = state.CorrelationId,
            Name = state.Name,
            TriggerActivityId = state.TriggerActivityId,
            Input = new Dictionary<string, JsonNode?>(state.Inputs),
            Output = new Dictionary<string, JsonNode?>(state.Outputs),
            NestedVariables = new Dictionary<string, JsonNode?>(state.NestedVariables),
            Properties = new Dictionary<string, JsonNode?>(state.Properties),
            Parent = state.Parent,
            LastResult = state.LastResult,
            _before = state,
            _createdAt = state.CreatedAt,
            _lastExecution = state.LastExecution,
            _lastBookmark = state.LastBookmark,
            _logSequence = state.LogSequence,
            _lastUndo = state.LastUndo,
            _incidents = [.. state.Incidents],
        };
        run.Restore(state);
        return run;
    }

    public Burst Start()
    {
        RunRoot();
        Drain();
        return ToBurst();
    }

    public Burst Resume(Bookmark bookmark, BookmarkResumption resumption)
    {
        if (resumption.Seed is { } seed)
        {
            Random.Stir(seed);
        }

        var execution = _live[bookmark.Owner];
        if (bookmark.AutoBurn)
        {
            RemoveBookmark(execution, bookmark);
        }

        _queue.Enqueue(new WorkItem { Node = execution.Node, Existing = execution, Resumption = resumption, Bookmark = bookmark });
        Drain();
        return ToBurst();
    }

    public Burst CancelInstance(string reason)
    {
        Log(Root, JournalEvents.WorkflowCancelled, reason);
        Cancel(Root, notifyParent: false);
        Drain();
        return ToBurst();
    }

    /// <summary>Runs what has faulted again, from its beginning; null when nothing has.</summary>
    public Burst? Retry()
    {
        var faulted = _live.Values.Where(execution => execution.Status == ActivityStatus.Faulted).ToList();
        if (faulted.Count == 0)
        {
            return null;
        }

        faulted.ForEach(RunAgain);
        Drain();
        return ToBurst();
    }

    /// <summary>The workflow node has no owner and is begun before its variables are set, so it does not go through the queue.</summary>
    private void RunRoot()
    {
        Touch(Root);
        Log(Root, JournalEvents.Started);
        Root.Node.Activity.Execute(Root.Context);
    }

    private void Restore(InstanceState state)
    {
        foreach (var saved in state.Executions)
        {
            if (!Graph.Nodes.TryGetValue(saved.NodeId, out var node))
            {
                throw new WorkflowDefinitionException(
                    $"The instance '{state.Id}' is at '{saved.NodeId}', which the bundle '{Graph.Bundle.Hash}' does not have. It belongs to bundle '{state.BundleHash}'.");
            }

            if (saved.Undos?.SelectMany(undo => undo.Frames).FirstOrDefault(frame => !Graph.Nodes.ContainsKey(frame.NodeId)) is { } frame)
            {
                throw new WorkflowDefinitionException(
                    $"The instance '{state.Id}' can undo '{frame.NodeId}', which the bundle '{Graph.Bundle.Hash}' does not have. It belongs to bundle '{state.BundleHash}'.");
            }

            // Here such an activity would have faulted at once; so another version of the engine runs it, and knows what comes next.
            if (node.Activity is NotFoundActivity && saved.Status == ActivityStatus.Running)
            {
                throw new WorkflowDefinitionException(
                    $"The instance '{state.Id}' is inside '{node.Name ?? node.Id}', whose type '{node.Type}' this version of the engine does not have. "
                    + "Run it with the version that started it, or a later one.");
            }

            var parent = saved.Parent is { } number ? _live[number] : null;
            var execution = ActivityExecution.Restore(this, node, parent, saved);
            _live.Add(execution.Number, execution);
            _undoing |= execution.IsUndo;
            parent?.Children.Add(execution);
            if (parent is null)
            {
                Root = execution;
            }
        }

        _stored.UnionWith(state.Bookmarks.Select(bookmark => bookmark.Number));
        foreach (var bookmark in state.Bookmarks.Concat(state.DormantBookmarks))
        {
            _bookmarks.Add(bookmark);
            _live[bookmark.Owner].BookmarkCount++;
        }
    }

    private Burst ToBurst()
    {
        var (status, subStatus) = Conclude();
        if (status == WorkflowStatus.Finished || !_bookmarks.Exists(bookmark => bookmark.Name == BackgroundWork.Stimulus))
        {
            HeldRequest.Release(this, _newIncidents);
        }

        if (status == WorkflowStatus.Finished)
        {
            Tell(status, subStatus);
        }

        var records = _touched.Values.OrderBy(execution => execution.Number).Select(Record).ToList();
        return new Burst
        {
            State = Capture(status, subStatus),
            AddedBookmarks = [.. _bookmarks.Where(bookmark => !_stored.Contains(bookmark.Number))],
            RemovedBookmarks = _removedBookmarks,
            Effects = _effects,
            Journal = _journal,
            Records = records,
            NewIncidents = _newIncidents,
        };
    }

    private void Tell(WorkflowStatus status, WorkflowSubStatus subStatus)
    {
        if (Parent is { Stimulus: { } stimulus, StimulusHash: { } hash } parent)
        {
            AddEffect(new TellParent(
                parent.InstanceId, stimulus, hash, ChildResult.Of(InstanceId, status, subStatus, ToObject(Output) ?? [])));
            Parent = parent with { Stimulus = null, StimulusHash = null };
        }
    }

    private (WorkflowStatus Status, WorkflowSubStatus SubStatus) Conclude()
    {
        if (_faulted)
        {
            PutBookmarksToSleep();
            return (WorkflowStatus.Finished, WorkflowSubStatus.Faulted);
        }

        if (Root.IsLive)
        {
            // A failed undo does not stop what can still go on; it is for people once nothing else can.
            return _bookmarks.Count == 0 && !ContinuesWithIncidents && Survivors(Root).Any(execution => execution is { IsUndo: true, Status: ActivityStatus.Faulted })
                ? (WorkflowStatus.Finished, WorkflowSubStatus.Faulted)
                : (WorkflowStatus.Running, WorkflowSubStatus.Suspended);
        }

        return (WorkflowStatus.Finished, Root.Status == ActivityStatus.Canceled ? WorkflowSubStatus.Cancelled : WorkflowSubStatus.Finished);
    }

    private void PutBookmarksToSleep()
    {
        _dormantBookmarks.AddRange(_bookmarks);
        _removedBookmarks.AddRange(_bookmarks.Where(bookmark => _stored.Contains(bookmark.Number)));
        _bookmarks.Clear();
    }

    private InstanceState Capture(WorkflowStatus status, WorkflowSubStatus subStatus)
    {
        var definition = Graph.Bundle.Root;
        return new InstanceState
        {
            Id = InstanceId,
            DefinitionId = _before?.DefinitionId ?? definition.DefinitionId,
            DefinitionVersion = _before?.DefinitionVersion ?? definition.Version,
            DefinitionVersionId = _before?.DefinitionVersionId ?? definition.Id,
            BundleHash = _before?.BundleHash ?? Graph.Bundle.Hash,
            CorrelationId = CorrelationId,
            Name = Name,
            Status = status,
            SubStatus = subStatus,
            Bookmarks = [.. _bookmarks],
            DormantBookmarks = _dormantBookmarks,
            Incidents = _incidents,
            CreatedAt = _createdAt,
            UpdatedAt = Now,
            FinishedAt = status == WorkflowStatus.Finished ? Now : null,
            Inputs = Input,
            Outputs = Output,
            NestedVariables = NestedVariables,
            Properties = Properties,
            Parent = Parent,
            Executions = [.. Survivors(Root).Select(execution => execution.Capture())],
            TriggerActivityId = TriggerActivityId,
            LastResult = Graph.Readers.ReadsLastResult ? LastResult : null,
            LastExecution = _lastExecution,
            LastBookmark = _lastBookmark,
            LogSequence = _logSequence,
            LastUndo = _lastUndo,
            Random = Random.State,
        };
    }

    /// <summary>The root and whatever is live inside it, parents before their children.</summary>
    private static IEnumerable<ActivityExecution> Survivors(ActivityExecution execution)
    {
        yield return execution;
        foreach (var survivor in execution.Children.SelectMany(Survivors))
        {
            yield return survivor;
        }
    }

    private static Dictionary<string, JsonNode?> Nested(CompiledBundle graph, JsonObject? variables)
    {
        var ids = graph.Bundle.Workflows.Select(workflow => workflow.DefinitionId + ".").ToList();
        return Values(variables).Where(pair => ids.Any(id => pair.Key.StartsWith(id, StringComparison.Ordinal))).ToDictionary();
    }
}
