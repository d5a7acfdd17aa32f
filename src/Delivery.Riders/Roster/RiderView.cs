namespace Delivery.Riders.Roster;

/// <summary>A rider as the rider sees it.</summary>
internal sealed record RiderView(string RiderId, bool OnDuty, IReadOnlyList<string> RegionIds)
{
    public static RiderView Of(Rider rider) => new(rider.RiderId, rider.OnDuty, rider.RegionIds);
}
