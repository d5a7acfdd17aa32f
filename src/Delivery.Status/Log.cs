using Microsoft.Extensions.Logging;

namespace Delivery.Status;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Warning, "Numbering status changes failed; it is tried again in a second.")]
    public static partial void FeedFailed(ILogger logger, Exception exception);

    [LoggerMessage(4002, LogLevel.Warning, "A batch of the rebuild failed; it is tried again in a few seconds.")]
    public static partial void RebuildFailed(ILogger logger, Exception exception);
}
