using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Retention;

/// <summary>Deletes what is older than <see cref="RetentionOptions"/> and the module say, in small transactions.</summary>
/// <remarks>
/// It never begins with the start of the process: what a crash left half done, the relay sends again in the first seconds, and the inbox must still
/// know it, however long the process was away.
/// </remarks>
internal sealed class Purge<TContext>(
    string module,
    RetentionOptions options,
    IServiceScopeFactory scopes,
    WriteGate<TContext> writeGate,
    IEnumerable<IRetention<TContext>> ofModule,
    TimeProvider timeProvider,
    ILogger<Purge<TContext>> logger) : BackgroundService
    where TContext : ModuleDbContext
{
    /// <summary>Deletes everything that may go now; says how many rows that were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var count = await DeleteHandledAsync(now - options.Inbox, cancellationToken)
            + await DeleteKeysAsync(now - options.IdempotencyKeys, cancellationToken)
            + await DeleteDeadLettersAsync(now - options.DeadLetters, cancellationToken);
        foreach (var retention in ofModule)
        {
            count += await retention.DeleteAsync(now, cancellationToken);
        }

        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryRunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var count = await RunAsync(cancellationToken);
            Log.Purged(logger, module, count);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Nothing depends on it; the next interval tries again.
            Log.PurgeFailed(logger, exception, module);
        }
    }

    private Task<int> DeleteHandledAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        DeleteAsync(
            (db, token) => db.Inbox
                .Where(record => db.Inbox
                    .Where(old => old.HandledAt < before).OrderBy(old => old.HandledAt).Take(options.Batch)
                    .Any(old => old.MessageId == record.MessageId && old.Endpoint == record.Endpoint))
                .ExecuteDeleteAsync(token),
            cancellationToken);

    private Task<int> DeleteKeysAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        DeleteAsync(
            (db, token) => db.IdempotencyRecords
                .Where(record => db.IdempotencyRecords
                    .Where(old => old.CreatedAt < before).OrderBy(old => old.CreatedAt).Take(options.Batch)
                    .Any(old => old.Caller == record.Caller && old.Operation == record.Operation && old.Key == record.Key))
                .ExecuteDeleteAsync(token),
            cancellationToken);

    private Task<int> DeleteDeadLettersAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        DeleteAsync(
            (db, token) => db.DeadLetters
                .Where(letter => db.DeadLetters
                    .Where(old => old.State != DeadLetterState.Open && old.ResolvedAt < before).OrderBy(old => old.ResolvedAt).Take(options.Batch)
                    .Any(old => old.Id == letter.Id))
                .ExecuteDeleteAsync(token),
            cancellationToken);

    private async Task<int> DeleteAsync(Func<TContext, CancellationToken, Task<int>> delete, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            using var turn = await writeGate.EnterAsync(cancellationToken);
            var count = await delete(scope.ServiceProvider.GetRequiredService<TContext>(), cancellationToken);
            total += count;
            if (count < options.Batch)
            {
                return total;
            }
        }
    }
}
