namespace Delivery.Payments.Operations;

/// <summary>When an operation that got no answer is tried again.</summary>
/// <param name="FirstBackoff">After the first failure; doubled with each.</param>
/// <param name="FirstDeferral">The same for a deferred authorization, which the customer can hurry.</param>
/// <param name="Longest">Neither grows beyond it.</param>
/// <param name="CaptureRounds">How often a capture is tried before it counts as failed.</param>
/// <param name="LateEffectWindow">For how long after it was sent a call may still take effect.</param>
internal sealed record RetrySchedule(
    TimeSpan FirstBackoff, TimeSpan FirstDeferral, TimeSpan Longest, int CaptureRounds, TimeSpan LateEffectWindow)
{
    public TimeSpan Backoff(int attempts) => Double(FirstBackoff, attempts);

    public TimeSpan Deferral(int attempts) => Double(FirstDeferral, attempts);

    private TimeSpan Double(TimeSpan first, int attempts)
    {
        var delay = first * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return delay < Longest ? delay : Longest;
    }
}
