using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>
/// The places where the seed takes over: before every statement outside a transaction, before every transaction, before its commit and after it.
/// A transaction is never interrupted in between, as if it were serializable.
/// </summary>
internal sealed class DatabasePoints(SimulatedReplica replica) : IDbCommandInterceptor, IDbTransactionInterceptor
{
    public async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(command).ConfigureAwait(false);
        return result;
    }

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(command).ConfigureAwait(false);
        return result;
    }

    public async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(command).ConfigureAwait(false);
        return result;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        await replica.PauseAsync("begin").ConfigureAwait(false);
        return result;
    }

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await replica.BeforeCommitAsync(transaction).ConfigureAwait(false);
        return result;
    }

    public async Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        await replica.AfterCommitAsync().ConfigureAwait(false);

    private Task BeforeAsync(DbCommand command) => command.Transaction is null ? replica.PauseAsync("read") : Task.CompletedTask;
}
