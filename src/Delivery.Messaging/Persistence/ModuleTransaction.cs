using System.Diagnostics;
using Delivery.Contracts;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Inbox;
using Delivery.Messaging.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Messaging.Persistence;

/// <summary>A transaction under way: the database, and the messages that leave with its commit.</summary>
public sealed class ModuleTransaction<TContext>
    where TContext : ModuleDbContext
{
    private List<Action>? _committed;
    private List<string>? _failpoints;

    internal ModuleTransaction(TContext db, DateTimeOffset now)
    {
        Db = db;
        Now = now;
    }

    /// <summary>The module's tables.</summary>
    public TContext Db { get; }

    /// <summary>When the transaction began: the one instant that everything in it bears.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Sends the command to its module's queue when the transaction commits.</summary>
    public void Send(ICommand command) => Add(OutgoingMessage.Command(command, Activity.Current));

    /// <summary>Publishes the event to everyone who listens when the transaction commits.</summary>
    public void Publish(IEvent @event) => Add(OutgoingMessage.Event(@event, Activity.Current));

    /// <summary>Sends what was made ready before the transaction.</summary>
    public void Add(OutgoingMessage message) => Db.Outbox.Add(message.ToRow(Now));

    /// <summary>
    /// Runs <paramref name="action"/> right after the commit, and never when there is none: to wake something in this process sooner than
    /// it would look by itself. Nothing may rely on it, because the process can die in between.
    /// </summary>
    public void OnCommitted(Action action) => (_committed ??= []).Add(action);

    /// <summary>Lets the failpoint be reached when everything is saved and nothing is committed.</summary>
    [Conditional("FAILPOINTS")]
    public void HitBeforeCommit(string failpoint) => (_failpoints ??= []).Add(failpoint);

    /// <summary>Records that the message is handled, with the transaction's save. For intakes; handlers' messages are recorded for them.</summary>
    public void MarkHandled(ReceivedMessage message)
    {
        if (!Sabotage.IsOn(SabotageNames.InboxOff))
        {
            Db.Inbox.Add(RecordOf(message));
        }
    }

    /// <summary>True when the message was handled before, by whichever transaction.</summary>
    public Task<bool> IsHandledAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        Db.Inbox.AnyAsync(record => record.MessageId == message.MessageId && record.Endpoint == message.Endpoint, cancellationToken);

    /// <summary>Those of the messages that were handled before: one round trip for a group.</summary>
    public async Task<IReadOnlySet<Guid>> FindHandledAsync(
        string endpoint, IReadOnlyCollection<Guid> messageIds, CancellationToken cancellationToken) =>
        await Db.Inbox
            .Where(record => messageIds.Contains(record.MessageId) && record.Endpoint == endpoint)
            .Select(record => record.MessageId)
            .ToHashSetAsync(cancellationToken);

    /// <summary>Records that the message is handled, at once; false when it was before.</summary>
    public async Task<bool> TryMarkHandledAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        Sabotage.IsOn(SabotageNames.InboxOff) || await InboxStatements.TryInsertAsync(Db, RecordOf(message), cancellationToken);

    internal void Saved()
    {
        foreach (var failpoint in _failpoints ?? [])
        {
            Failpoint.Hit(failpoint);
        }
    }

    internal void Committed() => _committed?.ForEach(action => action());

    private InboxMessage RecordOf(ReceivedMessage message) =>
        new() { Endpoint = message.Endpoint, MessageId = message.MessageId, HandledAt = Now };
}
