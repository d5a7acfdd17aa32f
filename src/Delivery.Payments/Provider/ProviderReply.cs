namespace Delivery.Payments.Provider;

/// <summary>What one HTTP call brought.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">What of the body matters to us; null when it was not JSON.</param>
/// <param name="RetryAfter">When the provider wants to be asked again.</param>
internal sealed record ProviderReply(int Status, ProviderBody? Body, TimeSpan? RetryAfter)
{
    /// <summary>The provider says itself that it did nothing.</summary>
    public bool IsTurnedAway => Status is 429 or 503;

    /// <summary>The same call would get the same answer again.</summary>
    public bool IsDefinite => !IsTurnedAway && Status < 500;
}
