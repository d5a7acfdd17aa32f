using Microsoft.Extensions.Logging;

namespace Delivery.ServiceDefaults.Modules;

internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Debug, "{Description}: done in {Milliseconds} ms")]
    public static partial void SetupDone(ILogger logger, string description, long milliseconds);

    [LoggerMessage(1102, LogLevel.Warning, "{Description}: the server cannot be reached yet, trying again ({Reason})")]
    public static partial void ServerAway(ILogger logger, string description, string reason);
}
