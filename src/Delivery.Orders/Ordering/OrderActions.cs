using Delivery.Contracts.Riders;
using Delivery.Messaging.Idempotency;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Cancellations;
using Delivery.Orders.Data;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Ordering;

/// <summary>What a customer does with an order of their own. Somebody else's is answered like one that does not exist.</summary>
internal sealed class OrderActions(Transactions<OrdersDbContext> transactions, IdempotentTransactions<OrdersDbContext> idempotentTransactions)
{
    public async Task<StoredResponse> CancelAsync(
        string customerId, string orderId, string? idempotencyKey, string? reason, CancellationToken cancellationToken)
    {
        OrderForm.CheckReason(reason);
        return await idempotentTransactions.RunAsync(
            customerId,
            "cancel-order",
            idempotencyKey,
            new { orderId, reason },
            async (transaction, token) =>
            {
                var order = await FindAsync(transaction.Db, customerId, orderId, token);
                var (cancellation, requested) = order.RequestCancellation(reason, transaction.Now);
                if (requested is not null)
                {
                    transaction.Publish(requested);
                }

                return StoredResponse.Of(
                    202,
                    $"/api/orders/{orderId}/cancellations/{cancellation.CancellationId}",
                    new CancellationAnswer(cancellation.CancellationId, cancellation.State, cancellation.Reason, cancellation.Refusal));
            },
            cancellationToken);
    }

    public Task ConfirmAsync(string customerId, string orderId, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var order = await FindAsync(transaction.Db, customerId, orderId, token);
                order.EnsureConfirmable();
                transaction.Send(new ConfirmHandOver { OrderId = orderId, ConfirmedBy = HandOverConfirmation.Customer });
            },
            cancellationToken);

    private static async Task<Order> FindAsync(
        OrdersDbContext db, string customerId, string orderId, CancellationToken cancellationToken)
    {
        var order = Ids.IsPlausible(orderId)
            ? await db.Orders.Include(order => order.Cancellations)
                .FirstOrDefaultAsync(order => order.OrderId == orderId && order.CustomerId == customerId, cancellationToken)
            : null;
        return order ?? throw new ProblemException(OrdersProblems.OrderNotFound, "You have no order with this id. GET /api/orders lists yours.");
    }
}
