namespace Delivery.Payments.Provider;

/// <summary>The members of the provider's answers that we read: of an authorization or of problem details.</summary>
/// <param name="Id">Of the authorization.</param>
/// <param name="State">Of the authorization.</param>
/// <param name="CaptureId">Of its capture.</param>
/// <param name="Code">Why it was refused.</param>
internal sealed record ProviderBody(string? Id, string? State, string? CaptureId, string? Code);
