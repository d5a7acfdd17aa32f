using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Mailbox;

/// <summary>
/// Puts an event that a burst publishes into the mailbox of everyone who listens, in the burst's own transaction: the burst itself touches
/// one instance only (R10), and each of the others takes the event in a burst of its own.
/// </summary>
internal sealed class EventFanOut(IOptions<WorkflowRuntimeOptions> options, MailboxSignal signal)
{
    public async Task AddAsync(ModuleTransaction<WorkflowsDbContext> transaction, PreparedBurst burst, CancellationToken cancellationToken)
    {
        for (var index = 0; index < burst.Events.Count; index++)
        {
            await AddAsync(transaction, burst, index, cancellationToken);
        }
    }

    private async Task AddAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, PreparedBurst burst, int index, CancellationToken cancellationToken)
    {
        var (published, state) = (burst.Events[index], burst.Burst.State);
        var envelope = new Envelope(
            $"{state.Id}:{burst.BaseRevision + 1}:{index}", WorkflowEvents.HashOf(published.Name), published.Payload?.ToJsonString(),
            transaction.Now, burst.Span?.Id);
        var mail = published.Local
            ? [ToMail(envelope, state.CorrelationId, state.Id, triggerId: null)]
            : await FindListenersAsync(transaction.Db, envelope, published.CorrelationId, state, cancellationToken);
        if (mail.Count == 0)
        {
            mail.Add(ToMail(envelope, published.CorrelationId, instanceId: null, triggerId: null));
        }

        transaction.Db.Mailbox.AddRange(mail);
        transaction.OnCommitted(signal.Wake);
    }

    private async Task<List<MailboxMessage>> FindListenersAsync(
        WorkflowsDbContext db, Envelope envelope, string? correlationId, InstanceState publisher, CancellationToken cancellationToken)
    {
        var listeners = await db.Bookmarks
            .Where(bookmark => bookmark.Hash == envelope.Hash && bookmark.InstanceId != publisher.Id
                && (correlationId == null || bookmark.CorrelationId == correlationId))
            .Select(bookmark => new { bookmark.InstanceId, bookmark.CorrelationId })
            .Distinct()
            .ToListAsync(cancellationToken);
        var triggers = await db.Triggers.Where(trigger => trigger.Hash == envelope.Hash)
            .Select(trigger => trigger.Id).ToListAsync(cancellationToken);
        List<MailboxMessage> mail =
        [
            .. listeners.Select(listener => ToMail(envelope, listener.CorrelationId, listener.InstanceId, triggerId: null)),
            .. triggers.Select(trigger => ToMail(envelope, correlationId, instanceId: null, trigger)),
        ];
        if (publisher.Bookmarks.Any(bookmark => bookmark.Hash == envelope.Hash)
            && (correlationId is null || correlationId == publisher.CorrelationId))
        {
            mail.Add(ToMail(envelope, publisher.CorrelationId, publisher.Id, triggerId: null));
        }

        return mail;
    }

    private MailboxMessage ToMail(Envelope envelope, string? correlationId, string? instanceId, string? triggerId) => new()
    {
        MessageKey = envelope.Key,
        Name = WorkflowEvents.StimulusName,
        CorrelationId = correlationId,
        InstanceId = instanceId,
        TriggerId = triggerId,
        Input = envelope.Input,
        ReceivedAt = envelope.At,
        ExpiresAt = envelope.At + options.Value.EventsKeptFor,
        TraceParent = envelope.TraceParent,
        Hashes = [new MailboxHash { Hash = envelope.Hash, Position = 0 }],
    };

    private sealed record Envelope(string Key, string Hash, string? Input, DateTimeOffset At, string? TraceParent);
}
