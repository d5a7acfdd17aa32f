using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Delivery.ServiceDefaults.Telemetry;

/// <summary>Logs to the console: one readable line per event for a person at a terminal, JSON for a collector. <c>Logging:Console:FormatterName</c> decides otherwise.</summary>
internal static class LoggingDefaults
{
    public static void Add(IHostApplicationBuilder builder)
    {
        builder.Logging.AddConsole();
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (builder.Configuration["Logging:Console:FormatterName"] is null)
        {
            builder.Services.Configure<ConsoleLoggerOptions>(static options =>
                options.FormatterName = Console.IsOutputRedirected ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple);
        }

        builder.Services.Configure<SimpleConsoleFormatterOptions>(static options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.Configure<JsonConsoleFormatterOptions>(static options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            options.IncludeScopes = true;
        });
    }
}
