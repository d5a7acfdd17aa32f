using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Relay;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Warning, "The relay of {Module} waits {Pause}: {Reason}")]
    public static partial void RelayWaits(ILogger logger, string module, TimeSpan pause, string reason);

    [LoggerMessage(2102, LogLevel.Error, "The relay of {Module} failed and goes on in {Pause}.")]
    public static partial void RelayFailed(ILogger logger, Exception exception, string module, TimeSpan pause);

    [LoggerMessage(2103, LogLevel.Warning, "{Module} sends {MessageType} to {Endpoint}, which is not in this process: it waits in the outbox.")]
    public static partial void EndpointMissing(ILogger logger, string module, string messageType, string endpoint);

    [LoggerMessage(2104, LogLevel.Warning, "{Module} could not send {MessageType} {MessageId}, which stays in the outbox: {Reason}")]
    public static partial void NotSent(ILogger logger, string module, string messageType, Guid messageId, string reason);
}
