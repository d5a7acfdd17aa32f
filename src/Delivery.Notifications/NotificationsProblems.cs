using Delivery.ServiceDefaults.Problems;

namespace Delivery.Notifications;

/// <summary>The kinds of errors of this module. Their slugs are published: they never change.</summary>
internal static class NotificationsProblems
{
    public static readonly ProblemType SubscriptionNotFound = new("subscription-not-found", 404, "There is no such subscription.");
    public static readonly ProblemType DeliveryNotFound = new("delivery-not-found", 404, "There is no such delivery.");
    public static readonly ProblemType DeliveryPending = new("delivery-pending", 409, "The delivery is under way.");
    public static readonly ProblemType InvalidUrl = new("webhook-url-invalid", 422, "The webhook's URL is not valid.");
    public static readonly ProblemType UrlNotAllowed = new("webhook-url-not-allowed", 422, "The webhook's URL is not allowed.");
    public static readonly ProblemType InvalidSecret = new("webhook-secret-invalid", 422, "The webhook's secret is not valid.");
    public static readonly ProblemType InvalidEvents = new("subscription-events-invalid", 422, "An event type is unknown.");
    public static readonly ProblemType InvalidOrder = new("subscription-order-invalid", 422, "The order id is not valid.");
    public static readonly ProblemType InvalidFilter = new("invalid-filter", 400, "The filter is not valid.");
    public static readonly ProblemType TooMany = new("too-many-subscriptions", 409, "There are too many subscriptions.");
}
