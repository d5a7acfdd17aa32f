using System.Diagnostics;
using Delivery.Notifications.Deliveries;
using Delivery.Notifications.Subscriptions;
using Microsoft.Extensions.Logging;

namespace Delivery.Notifications.Channels;

/// <summary>Tells a subscriber over its channel, within the trace of what is told.</summary>
internal sealed class NotificationSender(WebhookChannel webhooks, ILogger<NotificationSender> logger)
{
    private static readonly ActivitySource Source = new("Delivery.Notifications");

    public async Task<SendResult> SendAsync(ClaimedDelivery claimed, CancellationToken cancellationToken)
    {
        var (delivery, subscription) = claimed;
        ActivityContext.TryParse(delivery.TraceParent, traceState: null, isRemote: true, out var parent);
        using var activity = Source.StartActivity("notify " + delivery.EventType, ActivityKind.Internal, parent);
        activity?.SetTag("delivery.event.id", delivery.EventId).SetTag("delivery.order.id", delivery.OrderId);
        var result = subscription.Kind == ChannelKind.Log ? Write(delivery) : await webhooks.SendAsync(claimed, cancellationToken);
        if (result.Error is { } error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error);
        }

        return result;
    }

    private SendResult Write(NotificationDelivery delivery)
    {
        Log.Notification(logger, delivery.EventId, delivery.SubscriptionId, delivery.Body);
        return SendResult.Received;
    }
}
