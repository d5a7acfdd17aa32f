namespace Delivery.Host.Sandbox;

internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Warning, "The payment sandbox ended with code {Code}; starting it again")]
    public static partial void SandboxEnded(ILogger logger, int code);

    [LoggerMessage(1202, LogLevel.Warning, "payment sandbox: {Line}")]
    public static partial void SandboxSays(ILogger logger, string line);

    [LoggerMessage(1203, LogLevel.Error, "The payment sandbox does not answer at {Url}; payments will be deferred until it does")]
    public static partial void SandboxSilent(ILogger logger, Uri url);
}
