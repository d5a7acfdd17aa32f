using Delivery.Contracts;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Bus;

/// <summary>Runs all handlers that the module has for a kind of message in one transaction with the inbox record.</summary>
internal sealed class HandlerProcessor<TMessage, TContext> : MessageProcessor<TContext>
    where TMessage : class, IMessage
    where TContext : ModuleDbContext
{
    public override async Task<bool> ProcessAsync(ReceivedMessage message, IServiceProvider services, CancellationToken cancellationToken)
    {
        var handled = await services.GetRequiredService<Transactions<TContext>>().RunAsync(
            (transaction, scope, token) => HandleAsync(message, transaction, scope, token), cancellationToken);
        Failpoint.Hit(FailpointNames.InboxAfterCommit);
        return handled;
    }

    private static async Task<bool> HandleAsync(
        ReceivedMessage message, ModuleTransaction<TContext> transaction, IServiceProvider scope, CancellationToken cancellationToken)
    {
        if (!await transaction.TryMarkHandledAsync(message, cancellationToken))
        {
            return false;
        }

        foreach (var handler in scope.GetServices<IMessageHandler<TMessage, TContext>>())
        {
            await handler.HandleAsync((TMessage)message.Body, transaction, cancellationToken);
        }

        transaction.HitBeforeCommit(FailpointNames.InboxBeforeCommit);
        return true;
    }
}
