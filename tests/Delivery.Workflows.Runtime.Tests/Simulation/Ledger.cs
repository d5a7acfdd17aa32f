using System.Globalization;
using Delivery.Contracts.Payments;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Messages;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>
/// Watches every commit. Whatever changed must be what the pure engine makes of what was committed before and of a stimulus that this commit
/// uses up; so that in the end every state is the replay of the committed order, no stimulus counts twice, and no effect is lost or doubled.
/// </summary>
internal sealed partial class Ledger(SimulatedDatabase database, WorkflowEngine engine)
{
    public const string CancelReason = "simulated";

    private readonly Dictionary<string, WorkflowBundle> _bundles = [];
    private readonly HashSet<string> _cancelled = [];
    private readonly HashSet<string> _intended = [];
    private readonly Dictionary<string, int> _journal = [];
    private readonly HashSet<string> _promised = [];
    private readonly HashSet<(string DefinitionId, string Hash)> _published = [];
    private readonly Dictionary<string, string> _received = [];
    private readonly Dictionary<string, string?> _startedUnder = [];
    private readonly HashSet<string> _worked = [];

    /// <summary>All that there ever were: a start that races with a publication may still fire an old one.</summary>
    private readonly HashSet<StartingPoint> _triggers = [];

    private Snapshot _before = null!;

    public int Commits { get; private set; }

    /// <summary>The definitions are published.</summary>
    public void Begin()
    {
        NotePublications();
        _before = Snapshot.Read(database);
        NoteTimes(_before);
    }

    /// <summary>An operator has asked for it; it may or may not come to pass.</summary>
    public void ExpectCancel(string instanceId) => _cancelled.Add(instanceId);

    /// <summary>An effect has reached its receiver; false when it had been there before.</summary>
    public bool Receive(string messageId, object message)
    {
        var request = ((CapturePayment)message).RequestId!;
        Ensure(_promised.Contains(request), $"Effect {request} was sent, and nothing committed asks for it.");
        var isNew = _received.TryAdd(request, messageId);
        Ensure(_received[request] == messageId, $"Effect {request} was sent twice, as {_received[request]} and as {messageId}.");
        return isNew;
    }

    /// <summary>What an intent asks for was done outside, perhaps not for the first time.</summary>
    public void Worked(string intentId)
    {
        Ensure(_intended.Contains(intentId), $"Intent {intentId} was carried out, and nothing committed asks for it.");
        _worked.Add(intentId);
    }

    /// <summary>A transaction has been committed.</summary>
    /// <returns>What it did; null when nothing.</returns>
    public string? Observe(Bus bus, DateTimeOffset time)
    {
        NotePublications();
        var after = Snapshot.Read(database);
        Snapshot.Instance[] changed =
            [.. after.Instances.Values.Where(now => !_before.Instances.TryGetValue(now.Id, out var then) || !Same(then, now))];
        Guid[] handled = [.. after.Inbox.Except(_before.Inbox)];
        Snapshot.Mail[] added = [.. after.Mailbox.Values.Where(mail => !_before.Mailbox.ContainsKey(mail.Sequence))];
        Snapshot.Mail[] removed = [.. _before.Mailbox.Values.Where(mail => !after.Mailbox.ContainsKey(mail.Sequence))];
        List<Offer> offers = [.. handled.Where(id => !IsKept(id, added)).Select(id => Offer.Of(id, bus.Sent[id])), .. removed.Select(Offer.Of), .. Taken(after)];
        CheckGone(after, time);
        NoteOrders(after);

        var bookmarks = new Dictionary<(string, string), Snapshot.Waiting>(_before.Bookmarks);
        var (sent, intended, replies) = (new List<string>(), new List<string>(), new List<HttpReply>());
        Snapshot.Intent[] done = [.. _before.Intents.Values.Where(intent => !after.Intents.ContainsKey(intent.Id))];
        foreach (var instance in changed)
        {
            var burst = Explain(instance, offers, done, after);
            intended.AddRange(burst.Effects.OfType<Intent>().Select(intent => $"{instance.Id} {intent.BookmarkId}"));
            replies.AddRange(burst.Effects.OfType<HttpReply>());
            Note(instance, burst, bookmarks, sent);
            NoteChildren(instance, burst, intended);
            CheckTold(instance, burst, after);
            CheckEvents(instance, burst, after);
            Ensure(
                after.Bookmarks.Values.All(bookmark => bookmark.InstanceId != instance.Id || bookmark.CorrelationId == instance.CorrelationId),
                $"{instance.Id} has bookmarks of another correlation.");
        }

        CheckStarts(changed);
        CheckSchedules(after);
        Ensure(
            bookmarks.Keys.ToHashSet().SetEquals(after.Bookmarks.Keys),
            $"The bookmarks of {Names(changed)} are not those of the state: {Difference(bookmarks.Keys, after.Bookmarks.Keys)}.");
        CheckOutbox(sent, after);
        CheckReplies(replies, after);
        CheckIntents(intended, done, changed, after);
        CheckOffers(offers, changed, time);
        CheckKept(handled, added, after);
        NoteTimes(after);
        _before = after;
        Commits++;
        return handled.Length + removed.Length + added.Length + changed.Length == 0
            ? null
            : $"commits {handled.Length} messages, {removed.Length} mail out, {added.Length} in, instances {Names(changed)}";
    }

    private static void Ensure(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ViolationException(otherwise);
        }
    }

    private static bool Same(Snapshot.Instance then, Snapshot.Instance now) => then.Revision == now.Revision && then.State.AsSpan().SequenceEqual(now.State);

    private static string Names(IEnumerable<Snapshot.Instance> instances) =>
        string.Join(", ", instances.Select(instance => $"{instance.Id}@{instance.Revision} {instance.Status}"));

    private static string Difference<T>(IEnumerable<T> expected, IEnumerable<T> found) =>
        $"missing {string.Join(' ', expected.Except(found))}, too many {string.Join(' ', found.Except(expected))}";

    private static string KeyOf(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static bool IsKept(Guid id, IEnumerable<Snapshot.Mail> added) => added.Any(mail => mail.Key == KeyOf(id));

    /// <summary>The burst that led to the committed state: there must be one.</summary>
    private Burst Explain(Snapshot.Instance instance, List<Offer> offers, IReadOnlyList<Snapshot.Intent> done, Snapshot after)
    {
        var then = _before.Instances.GetValueOrDefault(instance.Id);
        Ensure(
            instance.Revision == (then?.Revision ?? 0) + 1,
            $"{instance.Id} went from revision {then?.Revision ?? 0} to {instance.Revision} in one commit.");
        var bursts = then is null
            ? Starts(instance, offers).Concat(ChildStarts(instance)).Concat(TimedStarts(instance))
            : Resumptions(then, instance.UpdatedAt, offers).Concat(Others(then, instance.UpdatedAt, done, after));
        return bursts.FirstOrDefault(burst => burst().State.Serialize().AsSpan().SequenceEqual(instance.State))?.Invoke()
            ?? throw new ViolationException(
                $"Nothing that this commit uses up makes {instance.Id}@{instance.Revision} what it is, {instance.SubStatus} of parent {instance.ParentId}: {string.Join(", ", offers.Select(offer => offer.Key))}.");
    }

    private IEnumerable<Func<Burst>> Starts(Snapshot.Instance instance, List<Offer> offers) =>
        from offer in offers
        from trigger in _triggers
        where offer.Fires(trigger) && InstanceIds.Create(offer.Key, trigger.Id) == instance.Id
        select new Func<Burst>(() =>
        {
            offer.HasStarted = true;
            _startedUnder[instance.Id] = offer.CorrelationId;
            return engine.Start(
                Bundle(trigger.BundleHash),
                new StartInstance
                {
                    InstanceId = instance.Id,
                    CorrelationId = offer.CorrelationId,
                    TriggerActivityId = trigger.ActivityId,
                    TriggerInput = offer.NewInput(),
                },
                instance.UpdatedAt);
        });

    private IEnumerable<Func<Burst>> Resumptions(Snapshot.Instance then, DateTimeOffset now, List<Offer> offers)
    {
        foreach (var offer in offers.Where(offer => !offer.HasResumed))
        {
            foreach (var bookmark in _before.Bookmarks.Values.Where(bookmark => bookmark.InstanceId == then.Id && offer.Meets(bookmark)))
            {
                offer.HasResumed = true;
                yield return () => Resume(then, bookmark.Id, offer.NewInput(), now);
                offer.HasResumed = false;
            }
        }
    }

    private IEnumerable<Func<Burst>> Others(Snapshot.Instance then, DateTimeOffset now, IReadOnlyList<Snapshot.Intent> done, Snapshot after)
    {
        foreach (var intent in done.Where(intent => intent.InstanceId == then.Id && intent.BookmarkId is not null))
        {
            foreach (var result in IsForTheEnd(intent) ? [] : ResultsOf(intent))
            {
                yield return () => Resume(then, intent.BookmarkId!, result?.DeepClone(), now);
            }
        }

        foreach (var timer in _before.Bookmarks.Values.Where(bookmark => bookmark.InstanceId == then.Id && bookmark.DueAt <= now))
        {
            yield return () => Resume(then, timer.Id, null, now);
        }

        if (_cancelled.Contains(then.Id))
        {
            yield return () => engine.Cancel(Bundle(then.BundleHash), InstanceState.Deserialize(then.State), CancelReason, now);
        }

        if (MayBeCancelled(then))
        {
            var reason = $"The instance {then.ParentId} that started it was cancelled, or undoes what it did.";
            yield return () => engine.Cancel(Bundle(then.BundleHash), InstanceState.Deserialize(then.State), reason, now);
        }

        foreach (var burst in Alterations(then, after, now))
        {
            yield return burst;
        }
    }

    private Burst Resume(Snapshot.Instance then, string bookmarkId, System.Text.Json.Nodes.JsonNode? input, DateTimeOffset now) => engine.Resume(
        Bundle(then.BundleHash),
        InstanceState.Deserialize(then.State),
        new BookmarkResumption { BookmarkId = bookmarkId, Input = input },
        now);

    private void Note(Snapshot.Instance instance, Burst burst, Dictionary<(string, string), Snapshot.Waiting> bookmarks, List<string> sent)
    {
        foreach (var bookmark in burst.RemovedBookmarks)
        {
            bookmarks.Remove((instance.Id, bookmark.Id));
        }

        foreach (var bookmark in burst.AddedBookmarks)
        {
            bookmarks[(instance.Id, bookmark.Id)] = new(instance.Id, bookmark.Id, bookmark.Hash, instance.CorrelationId, bookmark.DueAt, 0);
        }

        sent.AddRange(burst.Effects.OfType<SendMessage>().Select(effect => effect.Body["requestId"]!.GetValue<string>()));
        _journal[instance.Id] = _journal.GetValueOrDefault(instance.Id) + burst.Journal.Count;
    }

    private void NotePublications()
    {
        _triggers.UnionWith(database.Query(
            "SELECT id, definition_id, bundle_hash, activity_id, hash, payload, activation FROM triggers",
            row => new StartingPoint(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                Enum.Parse<ActivationStrategy>(row.GetString(6)))));
        _published.UnionWith(database.Query(
            "SELECT definition_id, bundle_hash FROM definition_versions WHERE is_published", row => (row.GetString(0), row.GetString(1))));
    }

    /// <summary>What was ever published of a definition.</summary>
    private IEnumerable<WorkflowBundle> Published(string definitionId) =>
        _published.Where(version => version.DefinitionId == definitionId).Select(version => Bundle(version.Hash));

    private WorkflowBundle Bundle(string hash) => _bundles.TryGetValue(hash, out var known) ? known : _bundles[hash] = WorkflowBundle.Parse(
        database.Query("SELECT content FROM bundles WHERE hash = $hash", row => row.GetString(0), ("$hash", hash))[0]);

    internal sealed record StartingPoint(
        string Id, string DefinitionId, string BundleHash, string ActivityId, string Hash, string Payload, ActivationStrategy Activation);
}
