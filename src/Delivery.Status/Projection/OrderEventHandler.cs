using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Status.Data;

namespace Delivery.Status.Projection;

/// <summary>Hands every event about an order to the projection.</summary>
internal sealed class OrderEventHandler<TEvent>(Projector projector) : IMessageHandler<TEvent, StatusDbContext>
    where TEvent : class, IOrderEvent
{
    public Task HandleAsync(TEvent message, ModuleTransaction<StatusDbContext> transaction, CancellationToken cancellationToken) =>
        projector.ApplyAsync(message, transaction, cancellationToken);
}
