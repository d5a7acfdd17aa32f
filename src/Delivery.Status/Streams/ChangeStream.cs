using System.Text.Json;
using Delivery.Messaging;
using Delivery.Status.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.Status.Streams;

/// <summary>
/// Writes changes as server-sent events, read from the table by number: any replica can serve any stream, and one that breaks goes on where it
/// was with <c>Last-Event-ID</c>.
/// </summary>
internal sealed class ChangeStream(
    IServiceScopeFactory scopes, ChangeSignal signal, TimeProvider timeProvider, IOptions<StatusOptions> options)
{
    private const int BatchSize = 200;

    /// <summary>The number of the latest change of all.</summary>
    public async Task<long> EndAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Db(scope).Changes.MaxAsync(change => change.Sequence, cancellationToken) ?? 0;
    }

    /// <summary>True when nothing will come after that number, because the order has ended.</summary>
    public async Task<bool> IsOverAsync(string orderId, long after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var last = await Db(scope).Changes.AsNoTracking()
            .Where(change => change.OrderId == orderId)
            .OrderByDescending(change => change.Version)
            .FirstOrDefaultAsync(cancellationToken);
        return last?.Sequence <= after && StreamedChange.Of(last).IsFinal;
    }

    /// <summary>Writes what comes after that number until the order has ended, the client has gone or the stream is old.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="orderId">Null for all orders.</param>
    /// <param name="after">The last number the client has seen.</param>
    /// <param name="aborted">The client has gone.</param>
    public async Task WriteAsync(HttpResponse response, string? orderId, long after, CancellationToken aborted)
    {
        using var old = new CancellationTokenSource(options.Value.StreamDuration, timeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(old.Token, aborted);
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        // Proxies of the nginx family would otherwise hold events back until their buffer is full.
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await response.WriteAsync("retry: 2000\n\n", end.Token);
            await response.Body.FlushAsync(end.Token);
            await WriteChangesAsync(response, orderId, after, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Both are how streams usually end.
        }
    }

    private static StatusDbContext Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<StatusDbContext>();

    private async Task WriteChangesAsync(HttpResponse response, string? orderId, long after, CancellationToken cancellationToken)
    {
        using var subscription = signal.Subscribe(orderId);
        while (true)
        {
            var changes = await ReadAsync(orderId, after, cancellationToken);
            foreach (var change in changes)
            {
                after = change.Sequence;
                await response.WriteAsync(
                    $"id: {change.Sequence}\nevent: status\ndata: {JsonSerializer.Serialize(change, MessageJson.Options)}\n\n", cancellationToken);
            }

            if (changes.Count > 0)
            {
                await response.Body.FlushAsync(cancellationToken);
            }

            if (orderId is not null && changes.Count > 0 && changes[^1].IsFinal)
            {
                return;
            }

            if (changes.Count < BatchSize && !await subscription.WaitAsync(options.Value.Heartbeat, timeProvider, cancellationToken))
            {
                await response.WriteAsync(": alive\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<StreamedChange>> ReadAsync(string? orderId, long after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var changes = Db(scope).Changes.AsNoTracking().Where(change => change.Sequence > after);
        if (orderId is not null)
        {
            changes = changes.Where(change => change.OrderId == orderId);
        }

        var read = await changes.OrderBy(change => change.Sequence).Take(BatchSize).ToListAsync(cancellationToken);
        return [.. read.Select(StreamedChange.Of)];
    }
}
