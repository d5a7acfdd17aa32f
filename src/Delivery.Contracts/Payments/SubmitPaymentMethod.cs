namespace Delivery.Contracts.Payments;

/// <summary>Hands Payments what the customer pays with. Sent by Orders, so that the token never enters a workflow, an event or a log.</summary>
[HandledBy(Modules.Payments)]
public sealed record SubmitPaymentMethod : ICommand, IOrderMessage
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <summary>Who pays.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The provider's token; a secret.</summary>
    public required string PaymentToken { get; init; }

    /// <summary>Leaves the token out: records print their members, and this one must not reach a log.</summary>
    public override string ToString() => $"{nameof(SubmitPaymentMethod)} {{ {nameof(OrderId)} = {OrderId} }}";
}
