namespace Delivery.PaymentSandbox.Authorizations;

/// <summary>An amount that is, or was, held for a merchant's reference.</summary>
internal sealed record Authorization(
    string Id,
    string Reference,
    long Amount,
    string Currency,
    AuthorizationState State,
    string? CaptureId,
    int CaptureFailuresLeft,
    DateTimeOffset CreatedAt);
