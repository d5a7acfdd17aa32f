using Delivery.Contracts.Orders;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Status.Data;
using Delivery.Status.Projection;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Rebuilds;

/// <summary>
/// Drops all views that the log still tells of and builds them again from it, in batches, while events keep coming. An order whose turn has not come gets its view as
/// soon as an event or a reader asks for it; whoever is second finds it there. What was told stays told.
/// </summary>
internal sealed class RebuildRunner(Transactions<StatusDbContext> transactions, Projector projector)
{
    private const int BatchSize = 100;
    private static readonly string Beginning = MessageTypes.NameOf(typeof(OrderPlaced));

    public Task<Rebuild> StartAsync(string startedBy, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var db = transaction.Db;
                await RebuildLock.TakeAsync(db, token);
                if (await db.Rebuilds.AsNoTracking().FirstOrDefaultAsync(run => run.State == RebuildState.Running, token) is { } running)
                {
                    var problem = new ProblemException(StatusProblems.RebuildRunning, "Wait until it is done: GET /ops/status/rebuild shows how far it is.");
                    problem.Extensions["state"] = nameof(RebuildState.Running);
                    problem.Extensions["rebuild"] = RebuildAnswer.Of(running);
                    throw problem;
                }

                await DropViewsAsync(db, token);
                var rebuild = new Rebuild
                {
                    RebuildId = Ids.New("reb", transaction.Now),
                    StartedBy = startedBy,
                    StartedAt = transaction.Now,
                    LastOrderId = await db.Log.MaxAsync(logged => (string?)logged.OrderId, token) ?? string.Empty,
                    Total = await db.Log.Select(logged => logged.OrderId).Distinct().CountAsync(token),
                };
                db.Rebuilds.Add(rebuild);
                return rebuild;
            },
            cancellationToken);

    /// <summary>
    /// All that can be built again. The log of an order that ended long ago is gone, whatever came after it (see
    /// <see cref="Retention.HistoryRetention"/>): the event that an order begins with is the sign of a whole log.
    /// </summary>
    private static async Task DropViewsAsync(StatusDbContext db, CancellationToken cancellationToken)
    {
        await db.Views
            .Where(view => view.CustomerId == null || db.Log.Any(logged => logged.OrderId == view.OrderId && logged.MessageType == Beginning))
            .ExecuteDeleteAsync(cancellationToken);
        await db.Riders.Where(rider => !db.Views.Any(view => view.OrderId == rider.OrderId)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Looks after the next batch; false when there is no rebuild under way any more.</summary>
    public Task<bool> RunBatchAsync(CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var db = transaction.Db;
                var rebuild = await db.Rebuilds.FirstOrDefaultAsync(run => run.State == RebuildState.Running, token);
                if (rebuild is null)
                {
                    return false;
                }

                var orderIds = await db.Log
                    .Where(logged => logged.OrderId.CompareTo(rebuild.Cursor) > 0 && logged.OrderId.CompareTo(rebuild.LastOrderId) <= 0)
                    .Select(logged => logged.OrderId)
                    .Distinct()
                    .OrderBy(orderId => orderId)
                    .Take(BatchSize)
                    .ToListAsync(token);
                var present = await db.Views.Where(view => orderIds.Contains(view.OrderId)).Select(view => view.OrderId).ToListAsync(token);
                await projector.RestoreAsync([.. orderIds.Except(present)], transaction, token);
                rebuild.Advance(orderIds, transaction.Now);
                return rebuild.State == RebuildState.Running;
            },
            cancellationToken);
}
