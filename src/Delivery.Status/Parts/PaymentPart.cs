using Delivery.Contracts;
using Delivery.Contracts.Payments;

namespace Delivery.Status.Parts;

/// <summary>What Payments has said.</summary>
internal sealed record PaymentPart
{
    public Versioned<PaymentState> State { get; init; }

    /// <summary>True once it was deferred, whatever came then.</summary>
    public bool WasDeferred { get; init; }

    /// <summary>True once it was authorized, whatever came then.</summary>
    public bool WasAuthorized { get; init; }

    public bool Settled { get; init; }

    public Money? Amount { get; init; }

    public Money? Refunded { get; init; }

    public PaymentPart Apply(IOrderEvent @event) => @event switch
    {
        PaymentAuthorized authorized => Reach(authorized, PaymentState.Authorized) with { WasAuthorized = true, Amount = authorized.Amount },
        PaymentCaptured captured => Reach(captured, PaymentState.Captured) with { WasAuthorized = true, Amount = captured.Amount },
        PaymentDeferred => Reach(@event, PaymentState.Deferred) with { WasDeferred = true },
        PaymentDeclined => Reach(@event, PaymentState.Declined),
        CaptureFailed => Reach(@event, PaymentState.CaptureFailed),
        PaymentRevoked revoked => Reach(revoked, PaymentState.Revoked) with { Refunded = revoked.Refunded ?? Refunded },
        OrderSettled => this with { Settled = true },
        _ => this,
    };

    private PaymentPart Reach(IOrderEvent @event, PaymentState state) => this with { State = State.Merge(@event.Version, state) };
}
