namespace Delivery.Notifications.Deliveries;

/// <summary>Where a delivery is.</summary>
internal enum DeliveryState
{
    /// <summary>To be delivered, now or after a pause.</summary>
    Pending,

    /// <summary>The subscriber has said that it was received.</summary>
    Delivered,

    /// <summary>Given up; an operator can replay it.</summary>
    Failed,

    /// <summary>The subscription was ended first.</summary>
    Cancelled,
}
