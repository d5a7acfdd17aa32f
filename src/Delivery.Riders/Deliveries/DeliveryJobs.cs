using Delivery.Riders.Persistence;
using Delivery.Riders.Roster;
using Delivery.ServiceDefaults.Text;

namespace Delivery.Riders.Deliveries;

/// <summary>How a delivery is found.</summary>
internal static class DeliveryJobs
{
    /// <summary>The order's delivery, new when nobody has spoken of it before.</summary>
    public static async Task<DeliveryJob> DeliveryAsync(
        this RidersDbContext db, string orderId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Deliveries.FindAsync([orderId], cancellationToken) ?? db.Deliveries.Add(DeliveryJob.Unordered(orderId, now)).Entity;

    /// <summary>The order's delivery; when nobody has spoken of it before, one that only answers and leaves no trace.</summary>
    public static async Task<DeliveryJob> KnownDeliveryAsync(
        this RidersDbContext db, string orderId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Deliveries.FindAsync([orderId], cancellationToken) ?? DeliveryJob.Unordered(orderId, now);

    /// <summary>A delivery that the rider has or can see; of any other, riders do not learn that it exists.</summary>
    public static async Task<DeliveryJob> VisibleDeliveryAsync(
        this RidersDbContext db, string orderId, Rider rider, CancellationToken cancellationToken)
    {
        var job = Ids.IsPlausible(orderId) ? await db.Deliveries.FindAsync([orderId], cancellationToken) : null;
        var visible = job?.Consignment is not null && (job.RiderId == rider.RiderId || job.Reach.Intersect(rider.RegionIds).Any());
        return visible ? job! : throw RidersProblems.NotFound();
    }
}
