using System.Globalization;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Notifications.Deliveries;

/// <summary>The query of the delivery log; what is absent does not matter.</summary>
/// <param name="State">Where deliveries are.</param>
/// <param name="Order">Of which order.</param>
/// <param name="Subscription">For which subscription.</param>
internal sealed record DeliveryFilter(DeliveryState? State, string? Order, string? Subscription)
{
    /// <summary>One page, latest first.</summary>
    public async Task<Page<DeliveryAnswer>> ReadAsync(
        IQueryable<NotificationDelivery> deliveries, PageRequest page, CancellationToken cancellationToken)
    {
        if ((Order is not null && !Ids.IsPlausible(Order)) || (Subscription is not null && !Ids.IsPlausible(Subscription)))
        {
            throw new ProblemException(NotificationsProblems.InvalidFilter, "Send ids as they are: letters, digits, '_', '-' and '.'.");
        }

        deliveries = State is { } state ? deliveries.Where(delivery => delivery.State == state) : deliveries;
        deliveries = Order is null ? deliveries : deliveries.Where(delivery => delivery.OrderId == Order);
        deliveries = Subscription is null ? deliveries : deliveries.Where(delivery => delivery.SubscriptionId == Subscription);
        if (page.After() is { } after)
        {
            var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
            deliveries = deliveries.Where(delivery => delivery.DeliveryId < before);
        }

        var fetched = await deliveries.AsNoTracking()
            .OrderByDescending(delivery => delivery.DeliveryId)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage(
            fetched.ConvertAll(DeliveryAnswer.Of), delivery => delivery.DeliveryId.ToString(CultureInfo.InvariantCulture));
    }
}
