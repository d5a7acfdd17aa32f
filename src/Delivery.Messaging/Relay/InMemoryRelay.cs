using System.Collections.Concurrent;
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
/// Relays within the process. The in-memory bus forgets what it carries when the process dies, so a row stays, with the endpoints that have not
/// acknowledged, until the last of them has committed; a restart sends the rest (R4). While the process lives, nothing is sent twice.
/// </summary>
/// <remarks>
/// Rows are read once, in order, and sent to all their endpoints. Each endpoint has a bounded window; when it is full, the endpoint is left
/// behind and reads its own rows later, while the others go on. Acknowledgements are collected and written in one transaction. All state belongs
/// to the one loop of <see cref="OutboxRelay{TContext}"/>; only <see cref="_acknowledged"/> is touched from outside.
/// </remarks>
internal sealed class InMemoryRelay<TContext> : OutboxRelay<TContext>
    where TContext : ModuleDbContext
{
    private const int FlushSize = 64;
    private static readonly TimeSpan FlushDelay = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<Acknowledgement> _acknowledged = new();
    private readonly EndpointDirectory _directory;
    private readonly HashSet<string> _hosted;
    private readonly AcknowledgementWriter<TContext> _writer;
    private readonly Dictionary<long, PendingRow> _rows = [];
    private readonly List<PendingRow> _unwanted = [];
    private readonly Dictionary<string, EndpointWindow> _windows = new(StringComparer.Ordinal);
    private readonly OutboxSignal<TContext> _signal;
    private readonly ITimer _flush;
    private long _cursor;
    private int _flushArmed;

    public InMemoryRelay(
        string module,
        OutboxSignal<TContext> signal,
        IServiceScopeFactory scopes,
        BusTransport transport,
        BusOptions options,
        MessagingMetrics metrics,
        TimeProvider timeProvider,
        ILogger<InMemoryRelay<TContext>> logger,
        IEnumerable<ModuleEndpoint> endpoints,
        EndpointDirectory directory,
        AcknowledgementWriter<TContext> writer,
        Acknowledgements acknowledgements)
        : base(module, signal, scopes, transport, options, metrics, timeProvider, logger)
    {
        _signal = signal;
        _directory = directory;
        _writer = writer;
        _hosted = endpoints.Select(endpoint => endpoint.Name).ToHashSet(StringComparer.Ordinal);
        _flush = TimeProvider.System.CreateTimer(_ => Flush(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        acknowledgements.Register(module, Acknowledge);
    }

    public override void Dispose()
    {
        _flush.Dispose();
        base.Dispose();
    }

    protected override async Task<bool> RelayAsync(CancellationToken cancellationToken)
    {
        await WriteAcknowledgementsAsync(cancellationToken);
        foreach (var window in _windows.Values.Where(window => window.CanCatchUp).ToList())
        {
            await CatchUpAsync(window, cancellationToken);
        }

        return await ReadOnAsync(cancellationToken);
    }

    /// <summary>Collects acknowledgements: one transaction for many is what makes them cheap.</summary>
    private void Acknowledge(Acknowledgement acknowledgement)
    {
        _acknowledged.Enqueue(acknowledgement);
        if (_acknowledged.Count >= FlushSize)
        {
            _signal.Wake();
        }
        else if (Interlocked.Exchange(ref _flushArmed, 1) == 0)
        {
            _flush.Change(FlushDelay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Flush()
    {
        Volatile.Write(ref _flushArmed, 0);
        _signal.Wake();
    }

    private async Task WriteAcknowledgementsAsync(CancellationToken cancellationToken)
    {
        var batch = new List<Acknowledgement>();
        while (_acknowledged.TryDequeue(out var acknowledgement))
        {
            if (_windows[acknowledgement.Endpoint].IsUnderWay(acknowledgement.Sequence)
                && !batch.Exists(known => (known.Sequence, known.Endpoint) == (acknowledgement.Sequence, acknowledgement.Endpoint)))
            {
                batch.Add(acknowledgement);
            }
        }

        if (batch.Count == 0 && _unwanted.Count == 0)
        {
            return;
        }

        try
        {
            await WriteAsync(batch, cancellationToken);
        }
        catch
        {
            batch.ForEach(_acknowledged.Enqueue);
            throw;
        }
    }

    private async Task WriteAsync(List<Acknowledgement> batch, CancellationToken cancellationToken)
    {
        foreach (var acknowledgement in batch.Where(acknowledgement => acknowledgement.IsDone))
        {
            _rows[acknowledgement.Sequence].Acknowledge(acknowledgement.Endpoint);
        }

        Failpoint.Hit(FailpointNames.RelayBeforeAcknowledgements);
        var rows = batch.Select(acknowledgement => _rows[acknowledgement.Sequence]).Distinct();
        await _writer.WriteAsync([.. rows, .. _unwanted], cancellationToken);
        Failpoint.Hit(FailpointNames.RelayAfterAcknowledgements);
        _unwanted.Clear();
        foreach (var acknowledgement in batch)
        {
            Forget(acknowledgement);
        }
    }

    private void Forget(Acknowledgement acknowledgement)
    {
        var row = _rows[acknowledgement.Sequence];
        if (--row.UnderWay == 0)
        {
            _rows.Remove(row.Sequence);
        }

        var window = _windows[acknowledgement.Endpoint];
        if (acknowledgement.IsDone)
        {
            window.Done(row.Sequence);
        }
        else
        {
            window.LeaveBehind(row.Sequence);
        }
    }

    private async Task<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(_cursor, cancellationToken);
        foreach (var message in rows)
        {
            IReadOnlyList<string> endpoints = IsDropped(message) ? [] : EndpointsOf(message);
            var row = new PendingRow(message.Sequence, endpoints);
            foreach (var endpoint in endpoints)
            {
                await OfferAsync(message, row, endpoint, cancellationToken);
            }

            _cursor = message.Sequence;
            if (row.IsDone)
            {
                _unwanted.Add(row);
            }
        }

        return _unwanted.Count > 0 || rows.Count == Options.RelayBatch;
    }

    private async Task OfferAsync(OutboxMessage message, PendingRow row, string endpoint, CancellationToken cancellationToken)
    {
        if (!_hosted.Contains(endpoint))
        {
            Log.EndpointMissing(Logger, Module, message.MessageType, endpoint);
            return;
        }

        var window = WindowOf(endpoint);
        if (window.BehindFrom is not null)
        {
            return;
        }

        if (window.IsFull)
        {
            window.LeaveBehind(message.Sequence);
        }
        else
        {
            await SendAsync(message, row, window, cancellationToken);
        }
    }

    /// <summary>Reads the rows that were not sent to an endpoint because its window was full, or which it gave back.</summary>
    private async Task CatchUpAsync(EndpointWindow window, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(window.BehindFrom!.Value - 1, cancellationToken);
        foreach (var message in rows.TakeWhile(message => message.Sequence <= _cursor))
        {
            if (window.IsFull)
            {
                window.CaughtUpTo(message.Sequence);
                return;
            }

            var row = PendingOf(message);
            if (row.IsFor(window.Endpoint) && !window.IsUnderWay(message.Sequence))
            {
                await SendAsync(message, row, window, cancellationToken);
            }
        }

        var isUpToDate = rows.Count < Options.RelayBatch || rows[^1].Sequence >= _cursor;
        window.CaughtUpTo(isUpToDate ? null : rows[^1].Sequence + 1);
        if (!isUpToDate)
        {
            _signal.Wake();
        }
    }

    private async Task SendAsync(OutboxMessage message, PendingRow row, EndpointWindow window, CancellationToken cancellationToken)
    {
        // Before the send: the acknowledgement may be faster than the return.
        _rows.TryAdd(row.Sequence, row);
        row.UnderWay++;
        window.Sent(row.Sequence);
        using var activity = MessagingActivity.StartSend(Module, message);
        var envelope = EnvelopeOf(message, activity?.Id) with { Origin = Module, Sequence = message.Sequence };
        try
        {
            await Transport.SendAsync(window.Endpoint, envelope, cancellationToken);
            // Without an origin: the acknowledgement that is waited for is the first one's.
            SendAgainLater(() => Transport.SendAsync(window.Endpoint, envelope with { Origin = null }, CancellationToken.None));
            Metrics.Sent(Module, message.MessageType);
            Failpoint.Hit(FailpointNames.RelayAfterSend);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotSent(Logger, Module, message.MessageType, message.MessageId, exception.Message);
            Acknowledge(new Acknowledgement(row.Sequence, window.Endpoint, IsDone: false));
        }
    }

    private async Task<List<OutboxMessage>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        await using var scope = Scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var rows = await db.Outbox.AsNoTracking()
            .Where(row => row.Sequence > after)
            .OrderBy(row => row.Sequence)
            .Take(Options.RelayBatch)
            .ToListAsync(cancellationToken);
        if (rows.Count > 0)
        {
            Failpoint.Hit(FailpointNames.RelayAfterClaim);
        }

        return rows;
    }

    private PendingRow PendingOf(OutboxMessage message) =>
        _rows.GetValueOrDefault(message.Sequence) ?? new PendingRow(message.Sequence, EndpointsOf(message));

    private IReadOnlyList<string> EndpointsOf(OutboxMessage message) =>
        message.PendingEndpoints?.Split(',') ?? _directory.Resolve(message.MessageType, message.Queue);

    private EndpointWindow WindowOf(string endpoint)
    {
        if (!_windows.TryGetValue(endpoint, out var window))
        {
            _windows.Add(endpoint, window = new EndpointWindow(endpoint, Options.Window));
        }

        return window;
    }
}
