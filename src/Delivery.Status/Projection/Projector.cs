using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Persistence;
using Delivery.Status.Data;
using Delivery.Status.Parts;
using Delivery.Status.Streams;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Projection;

/// <summary>
/// Keeps the log and the views. Of two transactions on one order the later one loses, by the view's revision or by its key, and runs again on
/// what the other has committed.
/// </summary>
internal sealed class Projector(ChangeSignal signal)
{
    /// <summary>Logs the event, merges it into the order's view and tells the change that follows from it, if any.</summary>
    public async Task ApplyAsync(IOrderEvent @event, ModuleTransaction<StatusDbContext> transaction, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var view = await db.Views.FindAsync([@event.OrderId], cancellationToken)
            ?? (await RestoreAsync([@event.OrderId], transaction, cancellationToken)).SingleOrDefault();
        if (view is null)
        {
            view = new OrderView { OrderId = @event.OrderId };
            db.Views.Add(view);
        }

        db.Log.Add(OrderEvents.ToLog(@event, transaction.Now));
        if (!IsSabotaged(@event))
        {
            Set(db, view, view.Parts.Apply(@event));
        }

        Tell(view, transaction);
        transaction.HitBeforeCommit(FailpointNames.ProjectionBeforeCommit);
        transaction.OnCommitted(() =>
        {
            Failpoint.Hit(FailpointNames.ProjectionAfterCommit);
            signal.Changed(@event.OrderId);
        });
    }

    /// <summary>Builds the views of orders that have none from the log. Orders without a log get none.</summary>
    /// <returns>The views that were built, not saved yet.</returns>
    public async Task<IReadOnlyList<OrderView>> RestoreAsync(
        IReadOnlyCollection<string> orderIds, ModuleTransaction<StatusDbContext> transaction, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var logs = await db.Log.AsNoTracking()
            .Where(logged => orderIds.Contains(logged.OrderId))
            .OrderBy(logged => logged.Sequence)
            .ToListAsync(cancellationToken);
        if (logs.Count == 0)
        {
            return [];
        }

        var told = await db.Changes.AsNoTracking()
            .Where(change => orderIds.Contains(change.OrderId))
            .GroupBy(change => change.OrderId)
            .Select(changes => changes.OrderByDescending(change => change.Version).First())
            .ToDictionaryAsync(change => change.OrderId, cancellationToken);
        await db.Riders.Where(rider => orderIds.Contains(rider.OrderId)).ExecuteDeleteAsync(cancellationToken);
        var views = new List<OrderView>();
        foreach (var log in logs.GroupBy(logged => logged.OrderId))
        {
            var view = new OrderView { OrderId = log.Key };
            view.Resume(told.GetValueOrDefault(log.Key));
            db.Views.Add(view);
            Set(db, view, log.Select(OrderEvents.FromLog).OfType<IOrderEvent>().Aggregate(OrderParts.None, (parts, @event) => parts.Apply(@event)));
            Tell(view, transaction);
            views.Add(view);
        }

        return views;
    }

    private static void Set(StatusDbContext db, OrderView view, OrderParts parts)
    {
        foreach (var riderId in parts.Delivery.Riders.Except(view.Parts.Delivery.Riders))
        {
            db.Riders.Add(new OrderRider { RiderId = riderId, OrderId = view.OrderId });
        }

        view.Set(parts);
    }

    /// <summary>
    /// After a restoration this says nothing, because the status was told before; unless an earlier build has derived another one, which is put
    /// right by telling the difference.
    /// </summary>
    private void Tell(OrderView view, ModuleTransaction<StatusDbContext> transaction)
    {
        if (view.NextChange(transaction.Now) is not { } change)
        {
            return;
        }

        transaction.Db.Changes.Add(change);
        transaction.Publish(change.ToEvent());
        transaction.OnCommitted(signal.Unnumbered);
    }

    /// <summary>For every second order, loses what the money did and how it ended.</summary>
    private static bool IsSabotaged(IOrderEvent @event) =>
        Sabotage.IsOn(SabotageNames.StaleProjection)
        && @event is OrderClosed or PaymentCaptured or PaymentRevoked
        && @event.OrderId[^1] < '8';
}
