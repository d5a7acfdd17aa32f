using Delivery.Contracts.Riders;

namespace Delivery.Riders.Deliveries;

/// <summary>What is told about it.</summary>
internal sealed partial class DeliveryJob
{
    private DeliveryOffered ToOffered() => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = RequestId,
        RegionId = RegionId,
        Radius = Radius,
    };

    private DeliveryClaimed ToClaimed(string? requestId) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = requestId,
        Claim = Claim,
        RiderId = RiderId!,
    };

    private DeliveryPickedUp ToPickedUp(string? requestId) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = requestId,
        Claim = Claim,
        RiderId = RiderId!,
    };

    private DeliveryGivenBack ToGivenBack(string riderId) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        Claim = Claim,
        RiderId = riderId,
        Reason = Reason,
    };

    private DeliveryHandedOver ToHandedOver(string? requestId) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = requestId,
        Claim = Claim,
        RiderId = RiderId!,
        ConfirmedBy = ConfirmedBy!.Value,
    };

    private DeliveryUndeliverable ToUndeliverable(string? requestId) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = requestId,
        Claim = Claim,
        RiderId = RiderId!,
        Reason = Reason,
    };

    private DeliveryExpired ToExpired(string? requestId) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = requestId,
    };

    private DeliveryCancelled ToCancelled(string? requestId) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = requestId,
    };

    private RiderReleased ToReleased(ReleaseRider command) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = command.RequestId,
        Claim = command.Claim == 0 ? Claim : command.Claim,
    };

    private HandOverRefused ToRefused(string? requestId) => new()
    {
        OrderId = OrderId,
        Version = Version,
        At = ChangedAt,
        RequestId = requestId,
        Reason = State is DeliveryState.Expired or DeliveryState.Cancelled
            ? "The delivery is closed; there is nothing to confirm."
            : "The rider has not picked the order up yet. Confirm once you have it.",
    };
}
