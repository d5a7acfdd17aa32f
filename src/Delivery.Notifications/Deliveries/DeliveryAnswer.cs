using System.Text.Json;

namespace Delivery.Notifications.Deliveries;

/// <summary>A delivery in the log.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="EventId">What the subscriber recognizes a repetition by.</param>
/// <param name="SubscriptionId">Whom it is for.</param>
/// <param name="OrderId">The order.</param>
/// <param name="EventType">What kind of news.</param>
/// <param name="Version">Of the status change; null for a notice.</param>
/// <param name="State">Where it is.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">Why the last attempt failed.</param>
/// <param name="CreatedAt">When the news came.</param>
/// <param name="DueAt">When it is tried next; null when it is done.</param>
/// <param name="DeliveredAt">When the subscriber received it.</param>
/// <param name="Body">What is sent.</param>
internal sealed record DeliveryAnswer(
    long DeliveryId,
    string EventId,
    string SubscriptionId,
    string OrderId,
    string EventType,
    int? Version,
    DeliveryState State,
    int Attempts,
    string? LastError,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? DeliveredAt,
    JsonElement Body)
{
    public static DeliveryAnswer Of(NotificationDelivery delivery) => new(
        delivery.DeliveryId,
        delivery.EventId,
        delivery.SubscriptionId,
        delivery.OrderId,
        delivery.EventType,
        delivery.Version,
        delivery.State,
        delivery.Attempts,
        delivery.LastError,
        delivery.CreatedAt,
        delivery.State == DeliveryState.Pending ? delivery.DueAt : null,
        delivery.DeliveredAt,
        JsonSerializer.Deserialize<JsonElement>(delivery.Body));
}
