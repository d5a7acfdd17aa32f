using Delivery.Messaging.Persistence;
using Delivery.Stores.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Stores.Tickets;

/// <summary>
/// Expires the tickets whose store did not answer in time. Every replica runs it: each ticket's row decides which one, or the store, was
/// faster. It sleeps until the next deadline; the sweep finds what another replica left when it died.
/// </summary>
internal sealed partial class TicketDeadlines(
    IServiceScopeFactory scopes,
    Transactions<StoresDbContext> transactions,
    DeadlineAlarm alarm,
    TimeProvider timeProvider,
    ILogger<TicketDeadlines> logger) : BackgroundService
{
    private const int BatchSize = 100;

    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var until = timeProvider.GetUtcNow() + Sweep;
            try
            {
                await ExpireDueAsync(stoppingToken);
                if (await NextDeadlineAsync(stoppingToken) is { } next && next < until)
                {
                    until = next;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A lost database delays deadlines and loses none.
                Log.DeadlinesFailed(logger, exception);
            }

            await alarm.WaitAsync(until, stoppingToken);
        }
    }

    /// <summary>Expires what is due now.</summary>
    private async Task ExpireDueAsync(CancellationToken cancellationToken)
    {
        for (var full = true; full;)
        {
            var due = await DueAsync(cancellationToken);
            full = due.Count == BatchSize;
            foreach (var (orderId, round) in due)
            {
                await ExpireAsync(orderId, round, cancellationToken);
            }
        }
    }

    private async Task<List<(string OrderId, int Round)>> DueAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var due = await Offered(scope)
            .Where(ticket => ticket.AnswerBy <= now)
            .OrderBy(ticket => ticket.AnswerBy)
            .Take(BatchSize)
            .Select(ticket => new { ticket.OrderId, ticket.Round })
            .ToListAsync(cancellationToken);
        return [.. due.Select(ticket => (ticket.OrderId, ticket.Round))];
    }

    private async Task<DateTimeOffset?> NextDeadlineAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Offered(scope).MinAsync(ticket => ticket.AnswerBy, cancellationToken);
    }

    private static IQueryable<Ticket> Offered(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<StoresDbContext>().Tickets.AsNoTracking()
            .Where(ticket => ticket.State == TicketState.Offered);

    private async Task ExpireAsync(string orderId, int round, CancellationToken cancellationToken)
    {
        var expired = await transactions.RunAsync(
            async (transaction, token) =>
            {
                var ticket = await transaction.Db.Tickets.FindAsync([orderId, round], token);
                var expired = ticket?.Expire(transaction.Now);
                if (expired is not null)
                {
                    transaction.Publish(expired);
                }

                return expired is not null;
            },
            cancellationToken);
        if (expired)
        {
            Log.TicketExpired(logger, orderId, round);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Ticket {OrderId}/{Round} expired without an answer")]
        public static partial void TicketExpired(ILogger logger, string orderId, int round);

        [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "Tickets could not be expired; they will be soon")]
        public static partial void DeadlinesFailed(ILogger logger, Exception exception);
    }
}
