namespace Delivery.Payments.Provider;

/// <summary>An authorization that the provider has filed under an order.</summary>
/// <param name="Id">The provider's.</param>
/// <param name="Standing">What it means now.</param>
/// <param name="CaptureId">Of its capture, if there was one.</param>
internal sealed record FoundAuthorization(string Id, AuthorizationStanding Standing, string? CaptureId = null);
