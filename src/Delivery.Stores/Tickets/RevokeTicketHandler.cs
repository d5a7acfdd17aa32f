using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Stores.Persistence;

namespace Delivery.Stores.Tickets;

internal sealed class RevokeTicketHandler : IMessageHandler<RevokeTicket, StoresDbContext>
{
    public async Task HandleAsync(RevokeTicket message, ModuleTransaction<StoresDbContext> transaction, CancellationToken cancellationToken)
    {
        var ticket = await transaction.Db.Tickets.FindAsync([message.OrderId, message.Round], cancellationToken)
            ?? transaction.Db.Tickets.Add(
                Ticket.Tombstone(message.OrderId, message.Round, TicketState.Revoked, transaction.Now)).Entity;
        transaction.Publish(ticket.Revoke(message, transaction.Now));
    }
}
