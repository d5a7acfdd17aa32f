using Delivery.Messaging.Persistence;

namespace Delivery.Messaging.Bus;

/// <summary>What an endpoint does with one kind of message.</summary>
internal abstract class MessageProcessor<TContext>
    where TContext : ModuleDbContext
{
    /// <summary>Returns after the commit: true, or false for a message that was handled before.</summary>
    public abstract Task<bool> ProcessAsync(ReceivedMessage message, IServiceProvider services, CancellationToken cancellationToken);
}
