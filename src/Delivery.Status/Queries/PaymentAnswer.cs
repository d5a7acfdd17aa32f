using Delivery.Contracts;
using Delivery.Status.Parts;

namespace Delivery.Status.Queries;

/// <summary>The payment of an order.</summary>
/// <param name="State">Where it is.</param>
/// <param name="Amount">What was reserved or taken.</param>
/// <param name="Refunded">What was given back.</param>
/// <param name="Settled">True when store and rider are credited.</param>
internal sealed record PaymentAnswer(PaymentState State, Money? Amount, Money? Refunded, bool Settled);
