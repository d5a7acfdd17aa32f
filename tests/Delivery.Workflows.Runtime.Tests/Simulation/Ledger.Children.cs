using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Intents;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>Instances that others start: once each, told of once, and none that outlives the cancellation of its parent.</content>
internal sealed partial class Ledger
{
    private readonly Dictionary<string, (ChildOrder Order, OrderedChild Child)> _ordered = [];
    private readonly HashSet<string> _parents = [];

    /// <summary>Those that a scope which undoes wants cancelled.</summary>
    private readonly HashSet<string> _undone = [];
    private readonly Dictionary<string, List<string>> _results = [];
    private readonly HashSet<string> _told = [];

    private IEnumerable<Func<Burst>> ChildStarts(Snapshot.Instance instance)
    {
        if (!_ordered.TryGetValue(instance.Id, out var ordered))
        {
            yield break;
        }

        foreach (var bundle in Published(ordered.Order.DefinitionId))
        {
            yield return () =>
            {
                _startedUnder[instance.Id] = ordered.Child.CorrelationId;
                return engine.Start(
                    bundle,
                    new StartInstance
                    {
                        InstanceId = instance.Id,
                        CorrelationId = ordered.Child.CorrelationId,
                        Input = ordered.Child.Input?.DeepClone().AsObject(),
                        Parent = ordered.Order.Parent,
                    },
                    instance.UpdatedAt);
            };
        }
    }

    /// <summary>What a parent that does not wait for the end may have been told: how its child stood at some time.</summary>
    private IEnumerable<JsonNode?> ResultsOf(Snapshot.Intent intent) => intent.Kind switch
    {
        IntentKinds.StartWorkflows => _results.GetValueOrDefault(OrderOf(intent).Instances[0].Id, []).Select(result => JsonNode.Parse(result)),
        IntentKinds.Background => [null],
        _ => [SimulatedWork.ResultOf(intent.Id)],
    };

    private static ChildOrder OrderOf(Snapshot.Intent intent) => ChildOrder.Read(
        new IntentCall(intent.Id, intent.InstanceId, CorrelationId: null, JsonNode.Parse(intent.Payload)!.AsObject(), 1) { BookmarkId = intent.BookmarkId });

    private static bool IsForTheEnd(Snapshot.Intent intent) =>
        intent.Kind == IntentKinds.StartWorkflows && OrderOf(intent).Parent.Stimulus is not null;

    private void NoteChildren(Snapshot.Instance instance, Burst burst, List<string> intended)
    {
        if (burst.Effects.OfType<Intent>().Any(intent => intent.Kind == IntentKinds.StartWorkflows))
        {
            _parents.Add(instance.Id);
        }

        if (_parents.Contains(instance.Id) && IsBeingCancelled(instance) && !(_before.Instances.TryGetValue(instance.Id, out var then) && IsBeingCancelled(then)))
        {
            intended.Add($"{instance.Id} ");
        }

        if (instance.ParentId is not null)
        {
            var results = _results.TryGetValue(instance.Id, out var known) ? known : _results[instance.Id] = [];
            results.Add(ChildResult.Of(burst.State).ToJsonString());
        }
    }

    private static bool IsBeingCancelled(Snapshot.Instance instance) => instance.IsCancelled || InstanceState.Deserialize(instance.State).IsCancelling;

    private static bool Undoes(Snapshot.Instance child) => InstanceState.Deserialize(child.State).Parent is { Undoes: true };

    /// <summary>Whether what started it was cancelled, or is undone by a scope around it.</summary>
    private bool MayBeCancelled(Snapshot.Instance child) => child.ParentId is { } parentId
        && (_undone.Contains(child.Id)
            || (_before.Instances.TryGetValue(parentId, out var parent) ? IsBeingCancelled(parent) && !Undoes(child) : _gone.Contains(parentId)));

    private void NoteOrders(Snapshot after)
    {
        foreach (var undo in after.Intents.Values.Where(intent => intent.Kind == IntentKinds.CancelWorkflows))
        {
            _undone.UnionWith(JsonNode.Parse(undo.Payload)!["instances"]!.AsArray().Select(id => id!.GetValue<string>()));
        }

        foreach (var order in after.Intents.Values.Where(intent => intent.Kind == IntentKinds.StartWorkflows).Select(OrderOf))
        {
            order.Instances.ToList().ForEach(child => _ordered[child.Id] = (order, child));
        }
    }

    /// <summary>A parent that waits gets the result with the end itself; one that does not, gets nothing.</summary>
    private void CheckTold(Snapshot.Instance instance, Burst burst, Snapshot after)
    {
        foreach (var told in burst.Effects.OfType<TellParent>())
        {
            Ensure(_told.Add(instance.Id), $"{instance.Id} tells its parent a second time.");
            // What has faulted may be repaired.
            bool Waits(Snapshot state) => (state.Instances.TryGetValue(told.InstanceId, out var parent) && parent.IsFaulted)
                || state.Bookmarks.Values.Any(bookmark => bookmark.InstanceId == told.InstanceId && bookmark.Hash == told.StimulusHash);
            var has = after.Mailbox.Values.Any(mail => mail.Key == instance.Id && mail.InstanceId == told.InstanceId);
            Ensure(has || !Waits(_before) || !Waits(after), $"{told.InstanceId} waits for {instance.Id}, which has ended, and is not told.");
            Ensure(!has || Waits(_before) || Waits(after), $"{told.InstanceId} is told of {instance.Id}, for which it does not wait.");
        }
    }

    private void CheckOrder(Snapshot.Intent intent, bool isWaitedFor, Snapshot after)
    {
        var isCancelled = !after.Instances.TryGetValue(intent.InstanceId, out var parent) || parent.IsCancelled;
        foreach (var child in OrderOf(intent).Instances)
        {
            Ensure(
                !isWaitedFor || isCancelled || after.Instances.ContainsKey(child.Id) || _gone.Contains(child.Id),
                $"Intent {intent.Id} was ended, and {child.Id} was never started.");
        }
    }

    private void CheckChildrenAtRest(Snapshot rest)
    {
        foreach (var child in rest.Instances.Values.Where(instance => instance is { IsRunning: true, ParentId: not null }))
        {
            Ensure(
                IsBeingCancelled(child) || Undoes(child) || !rest.Instances.TryGetValue(child.ParentId!, out var parent) || !IsBeingCancelled(parent),
                $"{child.Id} still runs, and {child.ParentId} that started it was cancelled.");
            Ensure(
                !_undone.Contains(child.Id) || IsBeingCancelled(child),
                $"{child.Id} still runs, and {child.ParentId} has undone what started it.");
        }
    }
}
