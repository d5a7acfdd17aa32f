namespace Delivery.Payments.Provider;

/// <summary>The members of the provider's answers that we read: of an authorization, of a list of them or of problem details.</summary>
/// <param name="Id">Of the authorization.</param>
/// <param name="State">Of the authorization.</param>
/// <param name="CaptureId">Of its capture.</param>
/// <param name="Code">Why it was refused.</param>
/// <param name="Items">Of a list.</param>
internal sealed record ProviderBody(string? Id, string? State, string? CaptureId, string? Code, IReadOnlyList<ProviderBody>? Items = null);
