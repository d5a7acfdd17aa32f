using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Retention;

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Debug, "{Module} deleted {Count} records that are no longer needed.")]
    public static partial void Purged(ILogger logger, string module, int count);

    [LoggerMessage(2302, LogLevel.Warning, "{Module} could not delete old records.")]
    public static partial void PurgeFailed(ILogger logger, Exception exception, string module);
}
