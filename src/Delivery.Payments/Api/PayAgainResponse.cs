using Delivery.Payments.Lifecycle;

namespace Delivery.Payments.Api;

/// <summary>What became of the payment.</summary>
/// <param name="State">Authorized or Declined; Authorizing while an earlier attempt is still being decided.</param>
internal sealed record PayAgainResponse(PaymentState State);
