using System.Net.Sockets;
using System.Text.Json;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;

namespace Delivery.Simulator.Play;

/// <summary>Listens to the stream of all orders and goes on where it was when the stream breaks.</summary>
internal sealed class StatusFeed(Stage stage)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastEventId;

    /// <summary>Completes when the stream is open: what happens from then on is seen.</summary>
    public Task Open => _open.Task;

    public async Task ListenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(stop);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                // The host is away, or we are told to stop.
            }

            await Task.Delay(Pause, stage.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenOnceAsync(CancellationToken stop)
    {
        using var response = await stage.Api.OpenStreamAsync("/ops/orders/stream", stage.World.Operator, _lastEventId, stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("retry:", StringComparison.Ordinal))
            {
                _open.TrySetResult();
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                _lastEventId = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                Saw(JsonSerializer.Deserialize<StatusChange>(line.AsSpan(6), ApiClient.Json)!);
            }
        }
    }

    private void Saw(StatusChange change)
    {
        if (stage.Orders.TryGetValue(change.OrderId, out var run))
        {
            run.Saw(change.Version, change.Status, change.Outcome);
        }
    }
}
