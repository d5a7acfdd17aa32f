using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.State;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>
/// How what was done is undone. A scope holds the undos of the steps inside, numbered as the steps were done. When it compensates, it takes
/// over what scopes inside it hold, cancels its body, and then runs one undo after the other, from the highest number down: each is taken
/// from the list as it begins, in the burst that begins it, so that no crash can run it twice or lose it.
/// </summary>
internal sealed partial class InstanceRun
{
    private const string Failures = "Failures";

    private int _lastUndo;
    private bool _undoing;

    /// <summary>The scope whose body the execution is in; none inside an undo, which is not undone.</summary>
    public static ActivityExecution? FindScope(ActivityExecution execution)
    {
        for (var scope = execution.Parent; scope is { IsUndo: false }; scope = scope.Parent)
        {
            if (scope.Node.Activity is CompensationScope)
            {
                return scope.IsActive ? scope : null;
            }
        }

        return null;
    }

    /// <summary>Leaves a step's undo with its scope; one that the same execution has left before is replaced.</summary>
    /// <returns>Whether there is a scope.</returns>
    public bool Register(ActivityExecution step, bool isRunning)
    {
        if (FindScope(step) is not { } scope)
        {
            return false;
        }

        var undo = new RegisteredUndo(++_lastUndo, Frames(scope, step)) { Running = isRunning ? step.Number : null };
        scope.Undos ??= [];
        scope.Undos.RemoveAll(registered => registered.Running == step.Number);
        scope.Undos.Add(undo);
        Touch(scope);
        Log(step, JournalEvents.UndoRegistered, payload: Numbered(undo));
        return true;
    }

    /// <summary>Gives the undo that the step has just left some variables of its own.</summary>
    public static void Remember(ActivityExecution step, Dictionary<string, JsonNode?> values)
    {
        var undos = FindScope(step)!.Undos!;
        var own = undos[^1].Frames[^1];
        var variables = own.DynamicVariables?.ToDictionary() ?? [];
        foreach (var (name, value) in values)
        {
            variables[name] = value;
        }

        undos[^1] = undos[^1] with { Frames = [.. undos[^1].Frames.SkipLast(1), own with { DynamicVariables = variables }] };
    }

    /// <summary>The body has asked for it.</summary>
    public void Compensate(ActivityExecution sender, ActivityExecution scope)
    {
        End(sender, ActivityStatus.Completed, JournalEvents.Completed);
        Undo(scope, new CompensationState(CompensationReasons.Compensate, null));
        Settle(scope);
    }

    /// <summary>The scope's body is done: a scope around it may still undo it, unless it is final.</summary>
    public void LeaveScope(ActivityExecution scope)
    {
        if (scope.Undos is { Count: > 0 } && !CompensationScope.Confirms(scope.Node) && FindScope(scope) is { } outer)
        {
            HandOver(scope, outer);
        }

        scope.Undos = null;
    }

    /// <summary>The sender ends what surrounds it, up to <paramref name="ended"/>: the scopes between are left well.</summary>
    public void LeaveScopes(ActivityExecution sender, ActivityExecution ended)
    {
        for (var scope = sender.Parent; scope is not null && scope != ended.Parent; scope = scope.Parent)
        {
            if (scope.Node.Activity is CompensationScope)
            {
                LeaveScope(scope);
            }
        }
    }

    private void Resolve(ResolveUndo resolve, AlterationRequest request)
    {
        if (Find(resolve.ActivityInstanceId) is not { IsUndo: true, Status: ActivityStatus.Faulted, Closing: null } undo)
        {
            throw new AlterationException(null, $"'{resolve.ActivityInstanceId}' is no undo that was given up. Take the execution from one of the instance's incidents.");
        }

        LogAltered(undo, request, resolve, "The undo was taken for done");
        Log(undo, JournalEvents.UndoResolved);
        undo.Status = ActivityStatus.Running;
        Complete(undo, null);
    }

    /// <summary>The undo that the execution is part of, or is.</summary>
    public static ActivityExecution? FindUndo(ActivityExecution execution)
    {
        var undo = execution;
        while (undo is { IsUndo: false })
        {
            undo = undo.Parent;
        }

        return undo;
    }

    /// <summary>What takes care of a fault: the undo it happened in, or the nearest scope that wants to.</summary>
    private static ActivityExecution? FindHandler(ActivityExecution faulted)
    {
        if (faulted.IsUndo)
        {
            return faulted;
        }

        for (var scope = faulted.Parent; scope is not null; scope = scope.Parent)
        {
            if (scope.IsUndo || (scope.Node.Activity is CompensationScope && scope.IsActive && CompensationScope.CatchesFaults(scope.Node)))
            {
                return scope;
            }
        }

        return null;
    }

    private void Handle(ActivityExecution handler, ActivityExecution faulted, string message)
    {
        if (handler.IsUndo)
        {
            handler.Exception = faulted.Exception;
            Close(handler, new ClosingState(ClosingKind.Failed, null, Notifies: false));
        }
        else
        {
            Undo(handler, new CompensationState(CompensationReasons.Fault, message));
            Settle(handler);
        }
    }

    private static bool HasToUndo(ActivityExecution execution, ClosingState closing) =>
        closing.Kind != ClosingKind.Completed && execution.Compensation is null && execution.Undos is { Count: > 0 };

    /// <summary>Stops the body. Its undos begin when it has ended, which undos inside that are already running can delay.</summary>
    private void Undo(ActivityExecution scope, CompensationState compensation)
    {
        scope.Compensation = compensation;
        Touch(scope);
        Log(scope, JournalEvents.Compensating, compensation.Message ?? compensation.Reason);
        foreach (var inner in ScopesInside(scope).ToList())
        {
            HandOver(inner, scope);
        }

        scope.Undos?.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        CancelInside(scope);
    }

    /// <summary>What an undo has done is not undone, so scopes inside one are left alone.</summary>
    private static IEnumerable<ActivityExecution> ScopesInside(ActivityExecution execution) => execution.Children.Where(child => !child.IsUndo).SelectMany(
        child => child.Undos is { Count: > 0 } && child.Compensation is null ? ScopesInside(child).Append(child) : ScopesInside(child));

    private void HandOver(ActivityExecution scope, ActivityExecution outer)
    {
        var around = Frames(outer, scope);
        outer.Undos ??= [];
        outer.Undos.AddRange(scope.Undos!.Select(undo => undo with { Frames = [.. around, .. undo.Frames], Running = null }));
        outer.Undos.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        scope.Undos = null;
        Touch(outer);
    }

    /// <summary>What is between a scope and an execution inside it, and that execution itself.</summary>
    private static List<UndoFrame> Frames(ActivityExecution scope, ActivityExecution execution)
    {
        var frames = new List<UndoFrame>();
        for (var inside = execution; inside != scope; inside = inside.Parent!)
        {
            frames.Insert(0, inside.ToFrame());
        }

        return frames;
    }

    /// <summary>Begins the next undo if none is running.</summary>
    /// <returns>Whether nothing is left to undo.</returns>
    private bool Advance(ActivityExecution scope)
    {
        if (scope.Queued > 0 || scope.Children.Exists(child => !IsFailedUndo(child)))
        {
            return false;
        }

        if (scope.Undos is { Count: > 0 } undos)
        {
            var undo = undos[^1];
            undos.RemoveAt(undos.Count - 1);
            Begin(scope, undo);
            return false;
        }

        return scope.Children.Count == 0;
    }

    private static bool IsFailedUndo(ActivityExecution child) =>
        child.IsFrame ? child.Queued == 0 && child.Children.TrueForAll(IsFailedUndo) : child is { IsUndo: true, Status: ActivityStatus.Faulted, Closing: null };

    /// <summary>Puts up what stood around the step when it was done, and the undo inside of it.</summary>
    private void Begin(ActivityExecution scope, RegisteredUndo undo)
    {
        _undoing = true;
        var owner = scope;
        foreach (var frame in undo.Frames.SkipLast(1))
        {
            var around = ActivityExecution.FromFrame(this, Graph.Nodes[frame.NodeId], ++_lastExecution, owner, frame);
            owner.Children.Add(around);
            owner = around;
        }

        owner.Queued++;
        _queue.Enqueue(new WorkItem
        {
            Node = Graph.Nodes[undo.Frames[^1].NodeId],
            Owner = owner,
            Scheduler = scope,
            Tag = CompensableStep.UndoTag,
            Variables = undo.Frames[^1].DynamicVariables?.ToDictionary(),
            Undo = undo,
        });
    }

    /// <summary>The last undo is done: how the scope leaves, unless it was cancelled from outside.</summary>
    private static ClosingState Compensated(ActivityExecution scope, CompensationState compensation)
    {
        scope.Context.SetOutput(CompensationScope.Reason, compensation.Reason);
        scope.Context.SetOutput(CompensationScope.Message, compensation.Message);
        return new ClosingState(ClosingKind.Completed, [CompensationScope.Compensated], Notifies: false);
    }

    /// <summary>What an undo had begun has ended: it is tried again later, or is given up and the next one's turn.</summary>
    private void RetryUndo(ActivityExecution undo)
    {
        undo.Status = ActivityStatus.Running;
        var failures = undo.Context.Properties[Failures] is { } node ? (int)JsonValues.Number(node) + 1 : 1;
        var (attempts, delay) = CompensableStep.Policy(undo.Context);
        if (failures >= attempts)
        {
            GiveUp(undo, failures);
            return;
        }

        Touch(undo);
        undo.Context.Properties[Failures] = JsonValue.Create(failures);
        Log(undo, JournalEvents.UndoFailed, undo.Exception?.Message);
        undo.Exception = null;
        var due = Now + delay;
        AddBookmark(undo, new BookmarkRequest("Delivery.UndoRetry", new JsonObject { ["ResumeAt"] = JsonValues.From(due) }) { DueAt = due });
        Log(undo, JournalEvents.Suspended);
    }

    private void GiveUp(ActivityExecution undo, int failures)
    {
        Touch(undo);
        undo.Status = ActivityStatus.Faulted;
        undo.Context.Properties.Remove(Failures);
        var message = $"What '{undo.Node.Name ?? undo.Node.Id}' did could not be undone in {failures} attempts: {undo.Exception?.Message}";
        AddIncident(undo, message);
        Log(undo, JournalEvents.Faulted, message);
        var owner = undo.Parent!;
        while (owner.IsFrame)
        {
            owner = owner.Parent!;
        }

        Settle(owner);
    }

    /// <summary>
    /// What other instances have begun for an execution that ends here, they are not to finish: their own scopes undo it. Outside of a
    /// compensation they live on, as what a cancelled activity has had started does.
    /// </summary>
    private void CancelInstancesOf(ActivityExecution execution)
    {
        if (Children.IdsOf(execution) is { Count: > 0 } ids && IsUndone(execution))
        {
            AddEffect(new Intent(IntentKinds.CancelWorkflows, new JsonObject { ["instances"] = new JsonArray([.. ids.Select(id => (JsonNode?)id)]) }));
        }
    }

    /// <summary>Whether it ends because a scope around it undoes, or because the attempt of an undo that it is part of has failed.</summary>
    private static bool IsUndone(ActivityExecution execution)
    {
        for (var around = execution.Parent; around is not null; around = around.Parent)
        {
            if (around.Compensation is not null || around is { IsUndo: true, Closing.Kind: ClosingKind.Failed })
            {
                return true;
            }

            if (around.IsUndo)
            {
                return false;
            }
        }

        return false;
    }

    private static JsonObject Numbered(RegisteredUndo undo) => new() { ["Undo"] = undo.Number };
}
