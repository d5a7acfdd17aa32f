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

    public static ProviderAnswer Succeeded(string? id) => new(ProviderOutcome.Succeeded, Id: id);

    public static ProviderAnswer Refused(string code) => new(ProviderOutcome.Refused, Code: code);
}
