using Microsoft.Extensions.Logging;

namespace Delivery.ServiceDefaults.Problems;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "{Method} {Path} failed unexpectedly")]
    public static partial void Unexpected(ILogger logger, Exception exception, string method, string path);
}
