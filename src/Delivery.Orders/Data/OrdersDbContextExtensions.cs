using Delivery.Orders.Ordering;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Data;

internal static class OrdersDbContextExtensions
{
    /// <summary>
    /// Loads an order that a message is about. It must exist: whoever sends such messages has learned of it from an event that was committed
    /// together with it. Otherwise the message becomes a dead letter.
    /// </summary>
    public static async Task<Order> LoadOrderAsync(this OrdersDbContext db, string orderId, CancellationToken cancellationToken) =>
        await db.Orders.Include(order => order.Cancellations).FirstOrDefaultAsync(order => order.OrderId == orderId, cancellationToken)
        ?? throw new InvalidOperationException($"Order {orderId} is unknown.");
}
