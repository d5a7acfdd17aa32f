using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.DeadLetters;

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Information, "{Operator} replayed the dead letter {MessageType} {MessageId} of {Module}.")]
    public static partial void Replayed(ILogger logger, string module, string messageType, Guid messageId, string @operator);

    [LoggerMessage(2202, LogLevel.Information, "{Operator} discarded the dead letter {MessageType} {MessageId} of {Module}.")]
    public static partial void Discarded(ILogger logger, string module, string messageType, Guid messageId, string @operator);
}
