using Delivery.Messaging.Bus;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Inbox;
using Delivery.Messaging.Persistence;

namespace Delivery.Messaging.DeadLetters;

/// <summary>
/// Puts a message among its module's dead letters and into the inbox: further deliveries of it are repetitions, until an operator's replay takes
/// it out of the inbox again.
/// </summary>
internal sealed class DeadLetterWriter<TContext>(Transactions<TContext> transactions)
    where TContext : ModuleDbContext
{
    public async Task WriteAsync(string endpoint, UndeliverableMessage message, CancellationToken cancellationToken)
    {
        await transactions.RunAsync((transaction, token) => WriteAsync(transaction, endpoint, message, token), cancellationToken);
        Failpoint.Hit(FailpointNames.DeadLetterAfterCommit);
    }

    private static async Task WriteAsync(
        ModuleTransaction<TContext> transaction, string endpoint, UndeliverableMessage message, CancellationToken cancellationToken)
    {
        var record = new InboxMessage { Endpoint = endpoint, MessageId = message.MessageId, HandledAt = transaction.Now };
        if (!await InboxStatements.TryInsertAsync(transaction.Db, record, cancellationToken))
        {
            return;
        }

        transaction.Db.DeadLetters.Add(new DeadLetter
        {
            Id = Guid.CreateVersion7(transaction.Now),
            MessageId = message.MessageId,
            MessageType = Storable(message.MessageType)[..Math.Min(message.MessageType.Length, DeadLetterConfiguration.MessageTypeLength)],
            Endpoint = endpoint,
            Body = Storable(message.Body),
            TraceParent = message.TraceParent,
            Reason = Storable(message.Reason),
            Error = Storable(message.Error),
            Attempts = message.Attempts,
            FailedAt = transaction.Now,
        });
        transaction.HitBeforeCommit(FailpointNames.DeadLetterBeforeCommit);
    }

    /// <summary>PostgreSQL stores no NUL in a text, and this is the place where the strangest texts end up.</summary>
    private static string Storable(string text) => text.Replace('\0', '\uFFFD');
}
