using Shouldly;

namespace Delivery.Workflows.Tests.Execution;

/// <summary>
/// Keeps the books of undos by the journal alone, and knows nothing of how the engine does it: a step that completes inside a scope registers,
/// what it registers is undone at most once and by the scope that holds it, one after the other and the latest first; and no scope ends that
/// still holds something it has to undo.
/// </summary>
internal sealed class UndoLedger
{
    private const string Scope = "Delivery.CompensationScope";
    private const string Step = "Delivery.CompensableStep";

    private readonly Dictionary<string, (string? Parent, string Type)> _executions = [];
    private readonly Dictionary<string, SortedSet<int>> _held = [];
    private readonly Dictionary<string, int> _latest = [];
    private readonly HashSet<string> _compensating = [];
    private readonly Dictionary<string, string> _scopeOfUndo = [];
    private readonly HashSet<string> _running = [];
    private readonly HashSet<int> _undone = [];
    private readonly HashSet<string> _confirming = [];

    /// <summary>Undos that became incidents and have not been seen to.</summary>
    public HashSet<string> GivenUp { get; } = [];

    public int Undone => _undone.Count;

    public void Take(Burst burst)
    {
        foreach (var record in burst.Records.Where(record => record.ActivityState?["Confirm"]?.GetValue<bool>() == true))
        {
            _confirming.Add(record.Id);
        }

        foreach (var entry in burst.Journal)
        {
            _executions[entry.ActivityInstanceId] = (entry.ParentActivityInstanceId, entry.ActivityType);
            Take(entry);
        }

        if (burst.State.Status == WorkflowStatus.Finished && burst.State.SubStatus != WorkflowSubStatus.Faulted)
        {
            _held.Values.SelectMany(undos => undos).ShouldBeEmpty("the instance has ended with something to undo");
            _running.ShouldBeEmpty();
            GivenUp.ShouldBeEmpty();
        }
    }

    private void Take(JournalEntry entry)
    {
        var id = entry.ActivityInstanceId;
        switch (entry.EventName)
        {
            case JournalEvents.UndoRegistered:
                Register(id, entry.Payload!["Undo"]!.GetValue<int>());
                break;
            case JournalEvents.Compensating:
                foreach (var inner in _held.Keys.Where(inner => inner != id && !_compensating.Contains(inner) && IsInside(inner, id)).ToList())
                {
                    Move(inner, id);
                }

                _compensating.Add(id).ShouldBeTrue();
                break;
            case JournalEvents.Undoing:
                Undo(id, entry.Payload!["Undo"]!.GetValue<int>());
                break;
            case JournalEvents.Resumed when GivenUp.Remove(id):
                _running.Add(id);
                break;
            case JournalEvents.Faulted when _running.Contains(id) && entry.Payload is null:
                _running.Remove(id);
                GivenUp.Add(id);
                break;
            case JournalEvents.Completed or JournalEvents.Canceled:
                _running.Remove(id);
                GivenUp.Remove(id);
                if (entry is { ActivityType: Step, EventName: JournalEvents.Completed } && !_scopeOfUndo.ContainsKey(id) && ScopeOf(id) is not null)
                {
                    _latest.Keys.ShouldContain(id, "a step was done and cannot be undone");
                }

                if (entry.ActivityType == Scope)
                {
                    End(id, entry.EventName == JournalEvents.Completed);
                }

                break;
        }
    }

    private void Register(string step, int number)
    {
        var scope = ScopeOf(step).ShouldNotBeNull();
        var held = Held(scope);
        if (_latest.TryGetValue(step, out var earlier))
        {
            held.Remove(earlier);
        }

        _latest[step] = number;
        held.Add(number).ShouldBeTrue();
    }

    private void Undo(string undo, int number)
    {
        var scope = Parents(undo).First(parent => _executions[parent].Type == Scope);
        _compensating.ShouldContain(scope);
        _undone.Add(number).ShouldBeTrue("something is undone twice");
        Held(scope).Max.ShouldBe(number, "undos run in the wrong order");
        Held(scope).Remove(number);
        _running.Where(other => _scopeOfUndo[other] == scope).ShouldBeEmpty("an undo begins before the one before it has ended");
        _scopeOfUndo[undo] = scope;
        _running.Add(undo);
    }

    private void End(string scope, bool completed)
    {
        if (!_compensating.Contains(scope) && completed && ScopeOf(scope) is { } outer && !_confirming.Contains(scope))
        {
            Move(scope, outer);
        }

        if (_compensating.Contains(scope) || !completed)
        {
            Held(scope).ShouldBeEmpty("a scope has ended with something to undo");
            _running.Where(undo => _scopeOfUndo[undo] == scope).ShouldBeEmpty();
        }

        _held.Remove(scope);
    }

    private void Move(string from, string to)
    {
        Held(to).UnionWith(Held(from));
        _held.Remove(from);
    }

    private SortedSet<int> Held(string scope) => _held.TryGetValue(scope, out var held) ? held : _held[scope] = [];

    private string? ScopeOf(string execution)
    {
        foreach (var parent in Parents(execution))
        {
            if (_scopeOfUndo.ContainsKey(parent))
            {
                return null;
            }

            if (_executions[parent].Type == Scope)
            {
                return parent;
            }
        }

        return null;
    }

    private bool IsInside(string execution, string scope) =>
        Parents(execution).TakeWhile(parent => !_scopeOfUndo.ContainsKey(parent)).Contains(scope);

    private IEnumerable<string> Parents(string execution)
    {
        for (var parent = _executions[execution].Parent; parent is not null; parent = _executions[parent].Parent)
        {
            yield return parent;
        }
    }
}
