namespace Delivery.Contracts.Riders;

/// <summary>Waits until the rider says that the dish is picked up, or gives the delivery back.</summary>
[Activity(ActivityCategories.Rider, "Wait for pick-up", Icon = "takeout_dining")]
[AnsweredBy(typeof(DeliveryPickedUp), typeof(DeliveryGivenBack))]
public sealed record AwaitPickUp : IExpectation
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <summary>The claim that is waited for.</summary>
    public required int Claim { get; init; }
}
