namespace Delivery.Payments.Provider;

/// <summary>The answer to a <see cref="ProviderCall"/>.</summary>
/// <param name="Outcome">What is known.</param>
/// <param name="Id">Of the authorization or the capture, when it succeeded.</param>
/// <param name="Code">Why, when it was refused.</param>
internal sealed record ProviderAnswer(ProviderOutcome Outcome, string? Id = null, string? Code = null)
{
    public static readonly ProviderAnswer NotReached = new(ProviderOutcome.NotReached);

    public static readonly ProviderAnswer Unknown = new(ProviderOutcome.Unknown);

    /// <summary>The capture that stands in the way when a void is refused.</summary>
    public string? CaptureId { get; init; }

    /// <summary>What a look-up that succeeded has found.</summary>
    public IReadOnlyList<FoundAuthorization> Found { get; init; } = [];

    /// <summary>An order has at most one authorization that is not over, and nothing is looked up after a capture.</summary>
    public bool IsPuzzling =>
        Found.Count(found => found.Standing != AuthorizationStanding.Over) > 1
        || Found.Any(found => found.Standing is AuthorizationStanding.Captured or AuthorizationStanding.Unclear);

    public static ProviderAnswer LookedUp(IReadOnlyList<FoundAuthorization> found) => new(ProviderOutcome.Succeeded) { Found = found };

    public static ProviderAnswer Succeeded(string? id) => new(ProviderOutcome.Succeeded, Id: id);

    public static ProviderAnswer Refused(string code) => new(ProviderOutcome.Refused, Code: code);
}
