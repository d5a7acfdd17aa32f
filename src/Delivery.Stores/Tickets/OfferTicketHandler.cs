using Delivery.Contracts;
using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Stores.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Tickets;

/// <summary>
/// Puts the order before the store. That the store has closed or an item has sold out in the meantime rejects nothing: whether it can still
/// cook the order is the store's to say.
/// </summary>
internal sealed class OfferTicketHandler(DeadlineAlarm alarm) : IMessageHandler<OfferTicket, StoresDbContext>
{
    public async Task HandleAsync(OfferTicket message, ModuleTransaction<StoresDbContext> transaction, CancellationToken cancellationToken)
    {
        var ticket = await transaction.Db.Tickets.FindAsync([message.OrderId, message.Round], cancellationToken);
        transaction.Publish(ticket is null
            ? await OfferFirstAsync(message, transaction, cancellationToken)
            : ticket.OfferAgain(message, transaction.Now));
    }

    private async Task<IOrderEvent> OfferFirstAsync(
        OfferTicket message, ModuleTransaction<StoresDbContext> transaction, CancellationToken cancellationToken)
    {
        if (!await transaction.Db.Stores.AnyAsync(store => store.StoreId == message.StoreId, cancellationToken))
        {
            var refused = Ticket.Refuse(message, "The platform has no store of this id.", transaction.Now);
            transaction.Db.Tickets.Add(refused);
            return refused.ToRejected(message.RequestId);
        }

        if (message.ValidUntil <= transaction.Now)
        {
            // The order has gone on without the store: the kitchen must not even see it.
            var late = Ticket.Tombstone(message.OrderId, message.Round, TicketState.Expired, transaction.Now);
            transaction.Db.Tickets.Add(late);
            return late.ToExpired(message.RequestId);
        }

        var ticket = Ticket.Offer(message, transaction.Now);
        transaction.Db.Tickets.Add(ticket);
        transaction.OnCommitted(() => alarm.Announce(ticket.AnswerBy!.Value));
        return ticket.ToOffered();
    }
}
