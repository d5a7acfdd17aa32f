using System.Reflection;
using Delivery.Contracts;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>What must hold after a commit, and when nobody has anything to do.</content>
internal sealed partial class Ledger
{
    /// <summary>Nobody has anything to do any more: is that so?</summary>
    /// <param name="now">By the world's clock.</param>
    /// <param name="bus">What was sent.</param>
    /// <param name="hasSwept">False when nobody has looked by himself: an event for everybody that came before its listener waits for that.</param>
    public void CheckRest(DateTimeOffset now, Bus bus, bool hasSwept)
    {
        var rest = Snapshot.Read(database);
        Ensure(bus.Sent.Keys.ToHashSet().SetEquals(rest.Inbox), "The inbox does not hold what was sent.");
        foreach (var mail in rest.Mailbox.Values)
        {
            Ensure(mail.Attempts == 0, $"Mail {mail.Key} has failed.");
            Ensure(mail.TriggerId is null, $"Mail {mail.Key} for a trigger was left lying.");
            Ensure(!_triggers.Any(trigger => mail.TriggerHashes.Contains(trigger.Hash)), $"Mail {mail.Key} that starts instances was left lying.");
            Ensure(
                (!hasSwept && mail is { CorrelationId: null, InstanceId: null })
                    || !rest.Bookmarks.Values.Any(bookmark => Snapshot.Awaits(bookmark, mail)),
                $"Mail {mail.Key} was left lying beside a bookmark that waits for it.");
        }

        foreach (var bookmark in rest.Bookmarks.Values)
        {
            Ensure(bookmark.Attempts == 0, $"Timer {bookmark.Id} has failed.");
            Ensure(bookmark.DueAt is not { } due || due > now, $"Timer {bookmark.Id} of {bookmark.InstanceId} is due and did not fire.");
        }

        Ensure(rest.Intents.Count == 0, $"Intents were left lying: {string.Join(", ", rest.Intents.Keys)}.");
        foreach (var instance in rest.Instances.Values)
        {
            var state = InstanceState.Deserialize(instance.State);
            Ensure(!instance.IsFaulted, $"{instance.Id} is still faulted.");
            Ensure(state.Status == WorkflowStatus.Finished || state.Bookmarks.Count > 0, $"{instance.Id} runs, and waits for nothing.");
            var journal = database.Query(
                "SELECT count(*), max(sequence) - min(sequence) + 1 FROM journal_entries WHERE instance_id = $id",
                row => (Count: row.GetInt32(0), Span: row.GetInt32(1)),
                ("$id", instance.Id))[0];
            Ensure(journal.Count == journal.Span && journal.Count == _journal[instance.Id], $"The journal of {instance.Id} has gaps or repetitions.");
        }

        CheckChildrenAtRest(rest);
        CheckSchedulesAtRest(rest, now);
        CheckPlansAtRest(rest);
        CheckRequestsAtRest(rest);
        Ensure(_promised.SetEquals(_received.Keys), $"Effects were promised and did not arrive: {string.Join(", ", _promised.Except(_received.Keys))}.");
    }

    private static void CheckEvents(Snapshot.Instance instance, Burst burst, Snapshot after)
    {
        var published = burst.Effects.OfType<PublishWorkflowEvent>().Count();
        for (var index = 0; index < published; index++)
        {
            var key = $"{instance.Id}:{instance.Revision}:{index}";
            Ensure(after.Mailbox.Values.Any(mail => mail.Key == key), $"Event {key} is not in the mailbox.");
        }
    }

    private void CheckStarts(IReadOnlyList<Snapshot.Instance> changed)
    {
        var running = _before.Instances.Values.Where(instance => instance.IsRunning).ToList();
        foreach (var instance in changed.Where(instance => instance.Revision == 1))
        {
            var strategy = _triggers.FirstOrDefault(trigger => trigger.DefinitionId == instance.DefinitionId)?.Activation;
            var correlation = _startedUnder[instance.Id];
            var hinders = strategy switch
            {
                ActivationStrategy.Singleton => running.Find(other => other.DefinitionId == instance.DefinitionId),
                ActivationStrategy.Correlation => running.Find(other => correlation is not null && other.CorrelationId == correlation),
                ActivationStrategy.CorrelatedSingleton =>
                    running.Find(other => other.DefinitionId == instance.DefinitionId && other.CorrelationId == correlation),
                _ => null,
            };
            Ensure(hinders is null, $"{instance.Id} of {instance.DefinitionId} was started beside {hinders?.Id} against {strategy}.");
        }
    }

    private void CheckOutbox(List<string> sent, Snapshot after)
    {
        string[] promised = [.. after.Outbox.Where(row => !_before.Outbox.ContainsKey(row.Key)).Select(row => row.Value)];
        Ensure(
            promised.Order().SequenceEqual(sent.Order()),
            $"The outbox got {string.Join(", ", promised)}, and the bursts send {string.Join(", ", sent)}.");
        foreach (var request in promised)
        {
            Ensure(_promised.Add(request), $"Effect {request} is in the outbox a second time.");
        }
    }

    /// <summary>An intent comes with its burst, and goes when it was carried out: with the burst that takes its result, if somebody waits.</summary>
    private void CheckIntents(
        List<string> intended, IReadOnlyList<Snapshot.Intent> done, IReadOnlyList<Snapshot.Instance> changed, Snapshot after)
    {
        string[] added =
            [.. after.Intents.Values.Where(intent => !_before.Intents.ContainsKey(intent.Id)).Select(intent => $"{intent.InstanceId} {intent.BookmarkId}")];
        Ensure(added.Order().SequenceEqual(intended.Order()), $"The intents are {string.Join(", ", added)}, not {string.Join(", ", intended)}.");
        _intended.UnionWith(after.Intents.Keys);
        foreach (var intent in done)
        {
            // Also by what sleeps after a fault.
            var isWaitedFor = intent.BookmarkId is { } waiting && _before.Instances.TryGetValue(intent.InstanceId, out var waiter)
                && InstanceState.Deserialize(waiter.State).Awaits(waiting);
            if (intent.Kind == IntentKinds.StartWorkflows)
            {
                CheckOrder(intent, isWaitedFor, after);
            }
            else if (intent.Kind is not ChildCanceller.IntentKind and not IntentKinds.CancelWorkflows and not IntentKinds.Background)
            {
                // What was cancelled meanwhile need not be begun.
                Ensure(_worked.Contains(intent.Id) || (intent.BookmarkId is not null && !isWaitedFor), $"Intent {intent.Id} was ended and never carried out.");
            }

            Ensure(!isWaitedFor || IsForTheEnd(intent) || changed.Any(instance => instance.Id == intent.InstanceId), $"The result of intent {intent.Id} was dropped.");
        }
    }

    /// <summary>What was used up must have done something, or have had nothing to do.</summary>
    private void CheckOffers(List<Offer> offers, IReadOnlyList<Snapshot.Instance> changed, DateTimeOffset now)
    {
        foreach (var offer in offers.Where(offer => !offer.HasResumed && !offer.HasStarted))
        {
            var isRefused = offer.TriggerId is not null
                || _triggers.Any(trigger => offer.Fires(trigger) && trigger.Activation != ActivationStrategy.Always);
            var isDropped = offer.Message is { } message && message.GetType().GetCustomAttribute<KeptForAttribute>() is null;
            var isForNobody = offer.Message is null && changed.Any(instance => !instance.IsRunning
                && (offer.InstanceId == instance.Id || (offer.InstanceId is null && offer.CorrelationId == instance.CorrelationId)));
            var isGoneWithItsInstance = offer.InstanceId is { } addressee && _gone.Contains(addressee);
            Ensure(offer.ExpiresAt <= now || isRefused || isDropped || isForNobody || isGoneWithItsInstance, $"Stimulus {offer.Key} was used up for nothing.");
        }
    }

    private void CheckKept(IEnumerable<Guid> handled, IReadOnlyList<Snapshot.Mail> added, Snapshot after)
    {
        foreach (var mail in handled.SelectMany(id => added.Where(mail => mail.Key == KeyOf(id))))
        {
            Ensure(
                !after.Bookmarks.Values.Any(bookmark => Snapshot.Awaits(bookmark, mail)),
                $"Message {mail.Key} was put into the mailbox beside a bookmark that waits for it.");
        }
    }
}
