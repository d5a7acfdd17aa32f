using Delivery.Contracts;
using Delivery.Messaging.Persistence;

namespace Delivery.Messaging;

/// <summary>
/// Handles one kind of message in a transaction of the module's database. What it changes, what it sends and the fact that it handled the
/// message are committed together; a redelivered message never reaches it again (R4). It may run again from the start when a commit loses a race.
/// </summary>
public interface IMessageHandler<in TMessage, TContext>
    where TMessage : class, IMessage
    where TContext : ModuleDbContext
{
    /// <summary>Handles the message. An exception rolls back; after some attempts the message becomes a dead letter (R5).</summary>
    Task HandleAsync(TMessage message, ModuleTransaction<TContext> transaction, CancellationToken cancellationToken);
}
