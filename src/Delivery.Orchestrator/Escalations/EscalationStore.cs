using Delivery.Orchestrator.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orchestrator.Escalations;

internal static class EscalationStore
{
    /// <summary>The incidents of the order, to be changed in this transaction.</summary>
    public static async Task<OrderEscalations> EscalationsOfAsync(
        this OrchestratorDbContext db, string orderId, CancellationToken cancellationToken)
    {
        var known = await db.OrderEscalations
            .Include(order => order.Escalations)
            .FirstOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);
        return known ?? db.OrderEscalations.Add(new OrderEscalations { OrderId = orderId }).Entity;
    }
}
