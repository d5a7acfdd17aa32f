using Delivery.Contracts;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;

namespace Delivery.Payments.Provider;

/// <summary>One thing to ask of the provider.</summary>
/// <param name="Kind">What.</param>
/// <param name="IdempotencyKey">The same for every repetition; of a look-up, that of what is looked for.</param>
/// <param name="OrderId">The reference under which the provider files it.</param>
/// <param name="Amount">What the payment is about.</param>
/// <param name="Token">To authorize with.</param>
/// <param name="AuthorizationId">To capture or void.</param>
/// <param name="CaptureId">To refund.</param>
/// <param name="SendBefore">When the lease of the attempt ends: others rely on it that nothing is sent from then on.</param>
internal sealed record ProviderCall(
    OperationKind Kind,
    string IdempotencyKey,
    string OrderId,
    Money Amount,
    PaymentToken? Token,
    string? AuthorizationId,
    string? CaptureId,
    DateTimeOffset SendBefore);
