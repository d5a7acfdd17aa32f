using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Delivery.ServiceDefaults.Telemetry;

/// <summary>Logs to the console: one readable line per event for a person at a terminal, JSON for a collector. <c>Logging:Console:FormatterName</c> decides otherwise.</summary>
internal static class LoggingDefaults
{
    /// <summary>
    /// Libraries that report an outage with each attempt, some with stack traces. Our own messages say that a server is away, and that it is back.
    /// </summary>
    private static readonly (string Category, LogLevel Level)[] Talkative = [("MassTransit", LogLevel.Error), ("Polly", LogLevel.Critical)];

    public static void Add(IHostApplicationBuilder builder)
    {
        builder.Logging.AddConsole();
        Calm(builder);
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

    /// <summary>Whoever asks for details, of everything or of one of them, gets them.</summary>
    private static void Calm(IHostApplicationBuilder builder)
    {
        var levels = builder.Configuration.GetSection("Logging:LogLevel");
        if (levels.GetValue("Default", LogLevel.Information) <= LogLevel.Debug)
        {
            return;
        }

        foreach (var (category, level) in Talkative.Where(library => levels[library.Category] is null))
        {
            builder.Logging.AddFilter(category, level);
        }
    }
}
