using Delivery.Messaging.Persistence;
using Delivery.Riders.Persistence;
using Delivery.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Delivery.Riders.Deliveries;

/// <summary>Gives a delivery to the first rider who claims it.</summary>
internal sealed class ClaimDelivery(Transactions<RidersDbContext> transactions, IOptions<RidersOptions> options)
{
    public Task<DeliveryView> RunAsync(string orderId, string riderId, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var db = transaction.Db;
                var rider = await db.Riders.FindAsync([riderId], token);
                if (rider is not { OnDuty: true })
                {
                    throw RidersProblems.OffDuty();
                }

                var job = await db.VisibleDeliveryAsync(orderId, rider, token);
                if (job.State == DeliveryState.Searching)
                {
                    await CheckLimitAsync(db, riderId, token);
                }

                transaction.Publish(job.ClaimBy(riderId, transaction.Now));
                rider.RecordClaim(transaction.Now);
                return DeliveryView.Of(job);
            },
            cancellationToken);

    private async Task CheckLimitAsync(RidersDbContext db, string riderId, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxConcurrentClaims;
        var claimed = await db.Deliveries.CountAsync(
            job => job.RiderId == riderId && (job.State == DeliveryState.Claimed || job.State == DeliveryState.PickedUp),
            cancellationToken);
        if (claimed >= limit)
        {
            throw new ProblemException(
                RidersProblems.TooManyClaims, $"Hand over or give back one of your deliveries first: you may have {limit} at a time.");
        }
    }
}
