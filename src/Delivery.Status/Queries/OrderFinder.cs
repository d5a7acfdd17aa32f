using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Status.Data;
using Delivery.Status.Projection;
using Delivery.Status.Streams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.Status.Queries;

/// <summary>
/// Finds one order for a reader. An order that was placed a moment ago may still be on its way from Orders: it is waited for, so that a
/// <c>GET</c> right after the <c>POST</c> finds it.
/// </summary>
internal sealed class OrderFinder(
    IServiceScopeFactory scopes,
    Transactions<StatusDbContext> transactions,
    Projector projector,
    ChangeSignal signal,
    TimeProvider timeProvider,
    IOptions<StatusOptions> options)
{
    /// <summary>Another replica's commit wakes nobody here.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(200);

    /// <summary>A clock that is ahead of ours makes ids from the future.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    /// <exception cref="ProblemException">There is no such order, or the reader may not see it.</exception>
    public async Task<OrderView> FindAsync(string orderId, StatusReader reader, CancellationToken cancellationToken)
    {
        if (Ids.IsPlausible(orderId))
        {
            using var subscription = signal.Subscribe(orderId);
            var isYoung = IsYoung(orderId);
            var deadline = timeProvider.GetUtcNow() + (isYoung ? options.Value.YoungOrderWait : TimeSpan.Zero);
            do
            {
                if (await LoadAsync(orderId, cancellationToken) is { CustomerId: not null } view)
                {
                    return await SeesAsync(view, reader, cancellationToken) ? view : throw NotFound();
                }
            }
            while (await WaitAsync(subscription, deadline, cancellationToken));

            if (isYoung)
            {
                throw MayBeOnItsWay();
            }
        }

        throw NotFound();
    }

    private static ProblemException NotFound() =>
        new(StatusProblems.OrderNotFound, "You can see no order with this id. GET /api/orders lists those that you can see.");

    private static ProblemException MayBeOnItsWay() =>
        new(StatusProblems.OrderNotFound, "You can see no order with this id. If it has just been placed, ask again in a moment.") { RetryAfterSeconds = 2 };

    private async Task<bool> WaitAsync(ChangeSubscription subscription, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var left = deadline - timeProvider.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        await subscription.WaitAsync(left < Recheck ? left : Recheck, timeProvider, cancellationToken);
        return true;
    }

    private bool IsYoung(string orderId) =>
        Ids.TimeOf(orderId, "ord") is { } placedAt
        && timeProvider.GetUtcNow() - placedAt is var age
        && age > -ClockTolerance
        && age < options.Value.YoungOrderAge;

    private async Task<OrderView?> LoadAsync(string orderId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StatusDbContext>();
        var view = await db.Views.AsNoTracking().FirstOrDefaultAsync(view => view.OrderId == orderId, cancellationToken);
        return view is null && await db.Log.AnyAsync(logged => logged.OrderId == orderId, cancellationToken)
            ? await RestoreAsync(orderId, cancellationToken)
            : view;
    }

    /// <summary>A rebuild has dropped the view and has not come to it yet.</summary>
    private Task<OrderView?> RestoreAsync(string orderId, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
                await transaction.Db.Views.FindAsync([orderId], token)
                ?? (await projector.RestoreAsync([orderId], transaction, token)).SingleOrDefault(),
            cancellationToken);

    private async Task<bool> SeesAsync(OrderView view, StatusReader reader, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await reader.SeesAsync(view, scope.ServiceProvider.GetRequiredService<StatusDbContext>(), cancellationToken);
    }
}
