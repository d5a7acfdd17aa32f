using Delivery.Contracts;

namespace Delivery.Riders.Deliveries;

/// <summary>A delivery as a rider sees it.</summary>
internal sealed record DeliveryView(
    string OrderId,
    int Round,
    DeliveryState State,
    int Claim,
    string? RiderId,
    string RegionId,
    int Radius,
    string StoreId,
    string DeliveryAddress,
    Money Fee,
    int Version)
{
    public static DeliveryView Of(DeliveryJob job) => new(
        job.OrderId,
        job.Round,
        job.State,
        job.Claim,
        job.RiderId,
        job.RegionId,
        job.Radius,
        job.Consignment!.StoreId,
        job.Consignment.DeliveryAddress,
        job.Consignment.Fee,
        job.Version);
}
