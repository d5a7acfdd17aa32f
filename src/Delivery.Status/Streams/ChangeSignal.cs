using System.Threading.Channels;

namespace Delivery.Status.Streams;

/// <summary>
/// Tells waiters in this process that there may be something new to read. It carries no data and loses nothing: whoever is woken reads the
/// database from where it was, and who is not woken looks again by itself.
/// </summary>
internal sealed class ChangeSignal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<ChangeSubscription>> _byOrder = [];
    private readonly HashSet<ChangeSubscription> _all = [];
    private readonly Channel<bool> _unnumbered = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Readable when changes wait for their numbers. For the one <see cref="ChangeFeed"/>.</summary>
    public ChannelReader<bool> UnnumberedChanges => _unnumbered.Reader;

    /// <summary>A change was committed that has no number yet.</summary>
    public void Unnumbered() => _unnumbered.Writer.TryWrite(true);

    /// <summary>Subscribe first, then read: what is committed in between is not missed.</summary>
    /// <param name="orderId">Null for all orders.</param>
    public ChangeSubscription Subscribe(string? orderId)
    {
        var subscription = new ChangeSubscription(this, orderId);
        lock (_lock)
        {
            SetOf(orderId).Add(subscription);
        }

        return subscription;
    }

    /// <summary>The order's view or its numbered changes are new.</summary>
    public void Changed(string orderId)
    {
        lock (_lock)
        {
            foreach (var subscription in _all)
            {
                subscription.Wake();
            }

            if (_byOrder.TryGetValue(orderId, out var subscriptions))
            {
                foreach (var subscription in subscriptions)
                {
                    subscription.Wake();
                }
            }
        }
    }

    /// <summary>True while somebody waits for the order.</summary>
    internal bool HasSubscribers(string orderId)
    {
        lock (_lock)
        {
            return _byOrder.ContainsKey(orderId);
        }
    }

    internal void Remove(ChangeSubscription subscription, string? orderId)
    {
        lock (_lock)
        {
            var set = SetOf(orderId);
            set.Remove(subscription);
            if (orderId is not null && set.Count == 0)
            {
                _byOrder.Remove(orderId);
            }
        }
    }

    private HashSet<ChangeSubscription> SetOf(string? orderId)
    {
        if (orderId is null)
        {
            return _all;
        }

        if (!_byOrder.TryGetValue(orderId, out var set))
        {
            _byOrder.Add(orderId, set = []);
        }

        return set;
    }
}
