using Delivery.Status.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Status.Streams;

/// <summary>
/// Numbers new changes and wakes the streams of this process, at once for changes made here and every second for those of other replicas: one
/// query a second, however many streams are open.
/// </summary>
internal sealed class ChangeFeed(
    ChangeSequencer sequencer, ChangeSignal signal, IServiceScopeFactory scopes, TimeProvider timeProvider, ILogger<ChangeFeed> logger)
    : BackgroundService
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);
    private long? _position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.FeedFailed(logger, exception);
            }

            await signal.UnnumberedChanges.WaitForReadAsync(Sweep, timeProvider, stoppingToken);
        }
    }

    /// <summary>Numbers everything and wakes whom it concerns.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StatusDbContext>();
        // Before the first numbering: what is numbered from now on is news to somebody.
        _position ??= await db.Changes.MaxAsync(change => change.Sequence, cancellationToken) ?? 0;
        while (await sequencer.NumberAsync(cancellationToken))
        {
            // Until nothing is left.
        }

        while (await WakeAsync(db, cancellationToken) == BatchSize)
        {
            // Until the end is reached.
        }
    }

    private async Task<int> WakeAsync(StatusDbContext db, CancellationToken cancellationToken)
    {
        var news = await db.Changes.AsNoTracking()
            .Where(change => change.Sequence > _position)
            .OrderBy(change => change.Sequence)
            .Take(BatchSize)
            .Select(change => new { change.Sequence, change.OrderId })
            .ToListAsync(cancellationToken);
        foreach (var change in news)
        {
            signal.Changed(change.OrderId);
            _position = change.Sequence;
        }

        return news.Count;
    }
}
