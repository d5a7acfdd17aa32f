using System.Threading.Channels;

namespace Delivery.Payments.Operations;

/// <summary>Wakes the worker. Many wakes before it looks count as one.</summary>
internal sealed class OperationSignal(TimeProvider timeProvider)
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Wake() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for a wake, but not longer than <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wake = _channel.Reader.WaitToReadAsync(either.Token).AsTask();
        await Task.WhenAny(wake, Task.Delay(atMost, timeProvider, either.Token));
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _channel.Reader.TryRead(out _);
    }
}
