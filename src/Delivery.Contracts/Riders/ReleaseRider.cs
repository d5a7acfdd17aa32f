namespace Delivery.Contracts.Riders;

/// <summary>Takes the delivery from its rider so that another can claim it, unless the rider has picked it up or it is not claimed any more.</summary>
[Activity(ActivityCategories.Compensation, "Release rider", Icon = "person_remove")]
[HandledBy(Modules.Riders)]
[AnsweredBy(typeof(RiderReleased), typeof(DeliveryPickedUp))]
public sealed record ReleaseRider : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The claim to end; 0 ends whichever there is.</summary>
    public int Claim { get; init; }
}
