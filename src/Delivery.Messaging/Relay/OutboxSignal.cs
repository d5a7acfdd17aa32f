using System.Threading.Channels;
using Delivery.Messaging.Persistence;

namespace Delivery.Messaging.Relay;

/// <summary>Wakes the relay of a module right after a commit. Many wakes before it looks count as one.</summary>
internal sealed class OutboxSignal<TContext>
    where TContext : ModuleDbContext
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Wake() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for a wake, or until <paramref name="cancellationToken"/> says otherwise.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _channel.Reader.ReadAsync(cancellationToken);
}
