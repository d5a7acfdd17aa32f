namespace Delivery.Contracts.Riders;

/// <summary>Waits until the rider or the customer confirms the hand-over, or the rider says that it cannot be delivered.</summary>
[Activity(ActivityCategories.Rider, "Wait for hand-over", Icon = "handshake")]
[AnsweredBy(typeof(DeliveryHandedOver), typeof(DeliveryUndeliverable))]
public sealed record AwaitHandOver : IExpectation
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <summary>The claim that is waited for.</summary>
    public required int Claim { get; init; }
}
