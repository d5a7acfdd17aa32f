namespace Delivery.Contracts.Payments;

/// <summary>Undoes whatever was taken: voids an authorization, refunds a capture, and makes sure that an authorization which is still under way is undone when it arrives (R7).</summary>
[Activity(ActivityCategories.Compensation, "Revoke payment", Icon = "undo")]
[HandledBy(Modules.Payments)]
[AnsweredBy(typeof(PaymentRevoked))]
public sealed record RevokePayment : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>For the books.</summary>
    public string? Reason { get; init; }
}
