#if FAILPOINTS
using Delivery.Contracts.Orders;
using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Stores.Persistence;

namespace Delivery.Stores.Tickets;

/// <summary>
/// A deliberate defect of test builds: shows an order to the kitchen before anybody has paid, to prove that the simulator notices. On when
/// <c>DELIVERY_SABOTAGE</c> contains <see cref="Switch"/>.
/// </summary>
internal sealed class ShowUnpaidTicketHandler : IMessageHandler<OrderPlaced, StoresDbContext>
{
    /// <summary>The name of the switch.</summary>
    public const string Switch = "show-unpaid-ticket";

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromHours(1);

    public async Task HandleAsync(
        OrderPlaced message, ModuleTransaction<StoresDbContext> transaction, CancellationToken cancellationToken)
    {
        if (await transaction.Db.Tickets.FindAsync([message.OrderId, 1], cancellationToken) is null)
        {
            var offer = new OfferTicket
            {
                OrderId = message.OrderId,
                StoreId = message.StoreId,
                Round = 1,
                Lines = message.Lines,
                AnswerWithin = AnswerWithin,
            };
            var ticket = Ticket.Offer(offer, transaction.Now);
            transaction.Db.Tickets.Add(ticket);
            transaction.Publish(ticket.ToOffered());
        }
    }
}
#endif
