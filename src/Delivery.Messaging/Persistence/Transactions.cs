using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Outbox;
using Delivery.Messaging.Relay;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Persistence;

/// <summary>Runs work in transactions of a module's database, and wakes the relay after each commit.</summary>
public sealed class Transactions<TContext>
    where TContext : ModuleDbContext
{
    /// <summary>A lost race is run again; more often than this, something other than a race is wrong.</summary>
    private const int MaxAttempts = 10;

    private readonly IServiceScopeFactory _scopes;
    private readonly OutboxSignal<TContext> _signal;
    private readonly TimeProvider _timeProvider;
    private readonly WriteGate<TContext> _writeGate;

    internal Transactions(
        IServiceScopeFactory scopes, WriteGate<TContext> writeGate, OutboxSignal<TContext> signal, TimeProvider timeProvider)
    {
        _scopes = scopes;
        _writeGate = writeGate;
        _signal = signal;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Runs <paramref name="work"/>, saves and commits. When the commit loses a race (a concurrency token or a unique key), the work runs again
    /// on a fresh context: it must not have effects outside the transaction.
    /// </summary>
    public Task<TResult> RunAsync<TResult>(
        Func<ModuleTransaction<TContext>, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        RunAsync((transaction, _, token) => work(transaction, token), cancellationToken);

    /// <inheritdoc cref="RunAsync{TResult}(Func{ModuleTransaction{TContext}, CancellationToken, Task{TResult}}, CancellationToken)"/>
    public Task RunAsync(Func<ModuleTransaction<TContext>, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(
            async (transaction, token) =>
            {
                await work(transaction, token);
                return true;
            },
            cancellationToken);

    /// <summary>The same with the services of the attempt's scope, for handlers that are resolved anew in each.</summary>
    internal async Task<TResult> RunAsync<TResult>(
        Func<ModuleTransaction<TContext>, IServiceProvider, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(work, cancellationToken);
            }
            catch (Exception exception) when (attempt < MaxAttempts && DatabaseErrors.IsLostRace(exception))
            {
                // Another transaction was faster: what it committed is seen by the next attempt.
            }

            await PauseAsync(attempt, cancellationToken);
        }
    }

    /// <summary>
    /// Keeps many that race for one row from meeting again and again. In real time: it is the database that needs it, and a test's clock that
    /// stands still must not stop a transaction.
    /// </summary>
    private static Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        attempt == 1
            ? Task.CompletedTask
            : Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 5 * attempt)), TimeProvider.System, cancellationToken);

    private async Task<TResult> RunOnceAsync<TResult>(
        Func<ModuleTransaction<TContext>, IServiceProvider, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        using var turn = await _writeGate.EnterAsync(cancellationToken);
        await using var databaseTransaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var transaction = new ModuleTransaction<TContext>(db, _timeProvider.GetUtcNow());
        var result = await work(transaction, scope.ServiceProvider, cancellationToken);
        var sends = db.ChangeTracker.Entries<OutboxMessage>().Any(entry => entry.State == EntityState.Added);
        await db.SaveChangesAsync(cancellationToken);
        if (sends)
        {
            Failpoint.Hit(FailpointNames.OutboxBeforeCommit);
        }

        transaction.Saved();
        await databaseTransaction.CommitAsync(cancellationToken);
        if (sends)
        {
            Failpoint.Hit(FailpointNames.OutboxAfterCommit);
            _signal.Wake();
        }

        transaction.Committed();
        return result;
    }
}
