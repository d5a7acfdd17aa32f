namespace Delivery.PaymentSandbox.Admin;

/// <summary>The current outage. In memory only: a restart of the provider ends it.</summary>
internal sealed class OutageSwitch(TimeProvider timeProvider)
{
    private volatile Outage _current = new(OutageMode.None, DateTimeOffset.MinValue);

    public OutageMode Mode => Remaining > TimeSpan.Zero ? _current.Mode : OutageMode.None;

    public TimeSpan Remaining => _current.Until - timeProvider.GetUtcNow();

    /// <summary>Cancelled when the outage is replaced or healed before its time.</summary>
    public CancellationToken Changed => _current.Replaced.Token;

    public void Begin(OutageMode mode, TimeSpan duration)
    {
        var previous = _current;
        _current = new Outage(mode, timeProvider.GetUtcNow() + duration);
        previous.Replaced.Cancel();
    }

    public void Heal() => Begin(OutageMode.None, TimeSpan.Zero);

    private sealed record Outage(OutageMode Mode, DateTimeOffset Until)
    {
        public CancellationTokenSource Replaced { get; } = new();
    }
}
