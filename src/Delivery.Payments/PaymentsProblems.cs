using Delivery.ServiceDefaults.Problems;

namespace Delivery.Payments;

/// <summary>The errors that this module's callers can tell apart.</summary>
internal static class PaymentsProblems
{
    public static readonly ProblemType NotDeferred = new("payment-not-deferred", 409, "The payment is not deferred.");

    public static readonly ProblemType NotFound = new("payment-not-found", 404, "The order has no payment.");

    public static readonly ProblemType TokenInvalid = new("payment-token-invalid", 400, "The payment token is not valid.");

    public static readonly ProblemType Unavailable = new("payment-unavailable", 503, "The payment provider is not available.");
}
