namespace Delivery.Orchestrator.Rules;

/// <summary>What the rules want to know of an order on its way.</summary>
/// <param name="Payment">Where the money is.</param>
/// <param name="HasCookingStarted">From then on the customer cannot cancel any more.</param>
/// <param name="IsCancelling">The customer has cancelled.</param>
/// <param name="IsClosing">What was asked of the others is being taken back, or the order is being closed: there is nothing left to cancel.</param>
internal readonly record struct OrderState(PaymentState Payment, bool HasCookingStarted, bool IsCancelling, bool IsClosing)
{
    /// <summary>The workflow asks for something.</summary>
    public OrderState Ask(Type command) => command.Name switch
    {
        nameof(Contracts.Payments.AuthorizePayment) => this with { Payment = PaymentState.Asked, IsClosing = false },
        nameof(Contracts.Stores.OfferTicket) => this with { IsClosing = false },
        nameof(Contracts.Stores.RevokeTicket) or nameof(Contracts.Payments.RevokePayment)
            or nameof(Contracts.Payments.SettleOrder) or nameof(Contracts.Orders.CloseOrder) => this with { IsClosing = true },
        _ => this,
    };

    /// <summary>Something has happened.</summary>
    public OrderState After(Type @event) => @event.Name switch
    {
        nameof(Contracts.Payments.PaymentAuthorized) => this with { Payment = PaymentState.Authorized },
        nameof(Contracts.Payments.PaymentDeclined) => this with { Payment = PaymentState.None },
        nameof(Contracts.Payments.PaymentCaptured) => this with { Payment = PaymentState.Captured },
        nameof(Contracts.Payments.PaymentRevoked) => this with { Payment = PaymentState.Revoked },
        // Settling an order pays the others; what is only authorized it neither takes nor gives back.
        nameof(Contracts.Payments.OrderSettled) when Payment == PaymentState.Captured => this with { Payment = PaymentState.Settled },
        nameof(Contracts.Stores.CookingStarted) or nameof(Contracts.Stores.CookingAlreadyStarted) => this with { HasCookingStarted = true },
        nameof(Contracts.Orders.CancellationRequested) => this with { IsCancelling = true },
        _ => this,
    };
}
