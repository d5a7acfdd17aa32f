namespace Delivery.Messaging.Relay;

/// <summary>
/// In memory: what one relay has under way to one endpoint, at most so much. An endpoint that falls behind is left behind, so that it holds up
/// nobody else: from <see cref="BehindFrom"/> on its messages stay in the table until it has caught up.
/// </summary>
internal sealed class EndpointWindow(string endpoint, int size)
{
    private readonly HashSet<long> _underWay = [];

    public string Endpoint { get; } = endpoint;

    /// <summary>The first row that was not sent to this endpoint; null when it is up to date.</summary>
    public long? BehindFrom { get; private set; }

    public bool IsFull => _underWay.Count >= size;

    /// <summary>True when it is worth reading rows for it again.</summary>
    public bool CanCatchUp => BehindFrom is not null && _underWay.Count <= size / 2;

    public bool IsUnderWay(long sequence) => _underWay.Contains(sequence);

    public void Sent(long sequence) => _underWay.Add(sequence);

    /// <summary>The message is acknowledged, and that is written down.</summary>
    public void Done(long sequence) => _underWay.Remove(sequence);

    /// <summary>The message must be sent again, or was not sent.</summary>
    public void LeaveBehind(long sequence)
    {
        _underWay.Remove(sequence);
        BehindFrom = Math.Min(BehindFrom ?? long.MaxValue, sequence);
    }

    /// <summary>Everything before <paramref name="next"/> is sent; null for everything.</summary>
    public void CaughtUpTo(long? next) => BehindFrom = next;
}
