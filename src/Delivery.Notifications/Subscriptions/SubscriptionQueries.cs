using Delivery.Notifications.Data;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Notifications.Subscriptions;

internal static class SubscriptionQueries
{
    /// <summary>The subscription, if it is the caller's.</summary>
    /// <exception cref="ProblemException">It is not, or there is none.</exception>
    public static async Task<Subscription> FindSubscriptionAsync(
        this NotificationsDbContext db, string ownerId, string subscriptionId, CancellationToken cancellationToken)
    {
        var subscription = Ids.IsPlausible(subscriptionId)
            ? await db.Subscriptions.FirstOrDefaultAsync(
                known => known.SubscriptionId == subscriptionId && known.OwnerId == ownerId && known.DeletedAt == null, cancellationToken)
            : null;
        return subscription ?? throw new ProblemException(
            NotificationsProblems.SubscriptionNotFound, "You have no subscription with this id. GET /api/subscriptions lists yours.");
    }
}
