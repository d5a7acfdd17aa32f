using Microsoft.Extensions.Logging;

namespace Delivery.Notifications;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "Notification {EventId} for subscription {SubscriptionId}: {Body}")]
    public static partial void Notification(ILogger logger, string eventId, string subscriptionId, string body);

    [LoggerMessage(5002, LogLevel.Warning, "Notification {EventId} has failed for good after {Attempts} attempts: {Error}")]
    public static partial void GivenUp(ILogger logger, string eventId, int attempts, string error);

    [LoggerMessage(5003, LogLevel.Warning, "Claiming notifications failed; it is tried again in a second.")]
    public static partial void ClaimFailed(ILogger logger, Exception exception);

    [LoggerMessage(5004, LogLevel.Warning, "What became of notification {EventId} could not be written down; it is delivered again.")]
    public static partial void CompletionFailed(ILogger logger, Exception exception, string eventId);
}
