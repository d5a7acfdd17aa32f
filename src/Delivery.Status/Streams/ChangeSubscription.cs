using System.Threading.Channels;

namespace Delivery.Status.Streams;

/// <summary>One waiter. Wakes that come while it does not wait count as one.</summary>
internal sealed class ChangeSubscription(ChangeSignal signal, string? orderId) : IDisposable
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Wake() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for a wake; false when the time passed first.</summary>
    public Task<bool> WaitAsync(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        _channel.Reader.WaitForReadAsync(timeout, timeProvider, cancellationToken);

    public void Dispose() => signal.Remove(this, orderId);
}
