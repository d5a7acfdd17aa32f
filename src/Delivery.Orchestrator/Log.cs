using Microsoft.Extensions.Logging;

namespace Delivery.Orchestrator;

/// <summary>What this module logs.</summary>
internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Warning, "The time-outs of new orders are overridden by configuration: {Timeouts}")]
    public static partial void TimeoutsOverridden(ILogger logger, string timeouts);
}
