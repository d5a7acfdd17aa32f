using Delivery.Notifications.Subscriptions;

namespace Delivery.Notifications.Deliveries;

/// <summary>A delivery that this replica has to itself for a while.</summary>
/// <param name="Delivery">As it was claimed.</param>
/// <param name="Subscription">Whom it is for.</param>
internal sealed record ClaimedDelivery(NotificationDelivery Delivery, Subscription Subscription);
