using Delivery.Contracts;
using Delivery.Payments.Lifecycle;

namespace Delivery.Payments.Api;

/// <summary>The payment of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="State">Where it is.</param>
/// <param name="Amount">What the order costs; null before it was asked for.</param>
/// <param name="Refunded">What was given back; null for nothing.</param>
internal sealed record PaymentResponse(string OrderId, PaymentState State, Money? Amount, Money? Refunded)
{
    public static PaymentResponse Of(Payment payment)
    {
        var amount = payment.Amount is { } value ? new Money(value, payment.Currency!) : null;
        return new PaymentResponse(payment.OrderId, payment.State, amount, payment.IsRefunded ? amount : null);
    }
}
