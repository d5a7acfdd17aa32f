using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Bus;

internal static partial class Log
{
    [LoggerMessage(
        2001, LogLevel.Warning, "{Module} failed to handle {MessageType} {MessageId} (attempt {Attempt} of {Attempts}).")]
    public static partial void AttemptFailed(
        ILogger logger, Exception exception, string module, string messageType, Guid messageId, int attempt, int attempts);

    [LoggerMessage(2002, LogLevel.Error, "{Module} made {MessageType} {MessageId} a dead letter: {Reason}")]
    public static partial void DeadLettered(ILogger logger, string module, string messageType, Guid messageId, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "{Module} pauses, its database is not available: {Reason}")]
    public static partial void Paused(ILogger logger, string module, string reason);

    [LoggerMessage(2004, LogLevel.Information, "{Module} goes on, its database is available.")]
    public static partial void Resumed(ILogger logger, string module);

    [LoggerMessage(2005, LogLevel.Warning, "The broker is not available, the bus waits {Pause}: {Reason}")]
    public static partial void BusWaits(ILogger logger, TimeSpan pause, string reason);
}
