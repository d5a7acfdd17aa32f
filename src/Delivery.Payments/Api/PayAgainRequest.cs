namespace Delivery.Payments.Api;

/// <summary>The body of <c>POST /api/orders/{id}/payment</c>.</summary>
/// <param name="PaymentToken">Another means of payment; absent for the one that was given with the order.</param>
internal sealed record PayAgainRequest(string? PaymentToken)
{
    /// <summary>Leaves the token out: records print their members, and this one must not reach a log.</summary>
    public override string ToString() => nameof(PayAgainRequest);
}
