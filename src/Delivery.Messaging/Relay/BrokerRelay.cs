using Delivery.Messaging.Bus;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Outbox;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Relay;

/// <summary>
/// Relays to the broker: claims a batch, sends it all at once, and deletes in bulk what the broker has confirmed. A crash in between sends the
/// batch again, which the receivers' inboxes take for the repetition it is.
/// </summary>
/// <remarks>
/// On PostgreSQL the claim is a lock that other replicas skip, so that each row is sent by one of them. On SQLite there is one process; it must
/// not hold the file's one write transaction while it waits for the broker, so it claims nothing, and deletes afterwards.
/// </remarks>
internal sealed class BrokerRelay<TContext>(
    string module,
    OutboxSignal<TContext> signal,
    IServiceScopeFactory scopes,
    WriteGate<TContext> writeGate,
    BusTransport transport,
    BrokerTopology topology,
    BusOptions options,
    MessagingMetrics metrics,
    TimeProvider timeProvider,
    ILogger<BrokerRelay<TContext>> logger)
    : OutboxRelay<TContext>(module, signal, scopes, transport, options, metrics, timeProvider, logger)
    where TContext : ModuleDbContext
{
    /// <summary>Claimed rows are locked while they are sent; a broker that hangs must not hold them for ever.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(20);

    private readonly ReturnedRows _returned = new();

    protected override async Task<bool> RelayAsync(CancellationToken cancellationToken)
    {
        await using var scope = Scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        return db.IsSqlite ? await RelayUnlockedAsync(db, cancellationToken) : await RelayLockedAsync(db, cancellationToken);
    }

    private async Task<bool> RelayLockedAsync(TContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var claim =
            $"SELECT * FROM {db.TableName<OutboxMessage>()} WHERE NOT sequence = ANY ({{0}}) ORDER BY sequence LIMIT {{1}} FOR UPDATE SKIP LOCKED";
        var rows = await db.Outbox.FromSqlRaw(claim, _returned.ToSkip(), Options.RelayBatch).AsNoTracking().ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return false;
        }

        var sends = await SendAsync(rows, cancellationToken);
        await DeleteAsync(db, sends.Sent, cancellationToken);
        Failpoint.Hit(FailpointNames.RelayBeforeCommit);
        await transaction.CommitAsync(cancellationToken);
        Failpoint.Hit(FailpointNames.RelayAfterCommit);
        return GoOn(rows, sends);
    }

    private async Task<bool> RelayUnlockedAsync(TContext db, CancellationToken cancellationToken)
    {
        var skip = _returned.ToSkip();
        var rows = await db.Outbox.AsNoTracking()
            .Where(row => !skip.Contains(row.Sequence))
            .OrderBy(row => row.Sequence)
            .Take(Options.RelayBatch)
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return false;
        }

        var sends = await SendAsync(rows, cancellationToken);
        using (await writeGate.EnterAsync(cancellationToken))
        {
            Failpoint.Hit(FailpointNames.RelayBeforeCommit);
            await DeleteAsync(db, sends.Sent, cancellationToken);
        }

        Failpoint.Hit(FailpointNames.RelayAfterCommit);
        return GoOn(rows, sends);
    }

    private static async Task DeleteAsync(TContext db, List<long> sequences, CancellationToken cancellationToken)
    {
        if (sequences.Count > 0)
        {
            await db.Outbox.Where(row => sequences.Contains(row.Sequence)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private async Task<Sends> SendAsync(List<OutboxMessage> rows, CancellationToken cancellationToken)
    {
        Failpoint.Hit(FailpointNames.RelayAfterClaim);
        using var timeout = new CancellationTokenSource(SendTimeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var failures = await Task.WhenAll(rows.Select(row => TrySendAsync(row, either.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        Failpoint.Hit(FailpointNames.RelayAfterSend);
        return new Sends(
            [.. rows.Where((_, index) => failures[index] is null).Select(row => row.Sequence)],
            failures.FirstOrDefault(failure => failure is not null && !BusTransport.IsReturned(failure)));
    }

    /// <summary>What went wrong, or null. One row's failure does not keep the others from being sent.</summary>
    private async Task<Exception?> TrySendAsync(OutboxMessage row, CancellationToken cancellationToken)
    {
        if (IsDropped(row))
        {
            return null;
        }

        using var activity = MessagingActivity.StartSend(Module, row);
        try
        {
            var envelope = EnvelopeOf(row, activity?.Id);
            await SendAsync(row, envelope, cancellationToken);
            SendAgainLater(() => SendAsync(row, envelope, CancellationToken.None));
            Metrics.Sent(Module, row.MessageType);
            _returned.Remove(row.Sequence);
            return null;
        }
        catch (Exception exception)
        {
            activity?.AddException(exception);
            if (BusTransport.IsReturned(exception))
            {
                Log.NotSent(Logger, Module, row.MessageType, row.MessageId, "it reached no queue");
                _returned.Add(row.Sequence);
                topology.Invalidate();
            }

            return exception;
        }
    }

    private Task SendAsync(OutboxMessage row, Envelope envelope, CancellationToken cancellationToken) => row.Queue is { } queue
        ? Transport.SendAsync(queue, envelope, cancellationToken)
        : Transport.PublishAsync(envelope, cancellationToken);

    private bool GoOn(List<OutboxMessage> rows, Sends sends) =>
        sends.Failure is null
            ? rows.Count == Options.RelayBatch
            : throw new InvalidOperationException($"The bus took {sends.Sent.Count} of {rows.Count} messages.", sends.Failure);

    /// <summary>What became of a batch: the rows that the broker has, and the first failure that was not a row's own.</summary>
    private sealed record Sends(List<long> Sent, Exception? Failure);
}
