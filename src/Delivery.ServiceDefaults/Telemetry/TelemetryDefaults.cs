using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Delivery.ServiceDefaults.Telemetry;

/// <summary>Traces and metrics of the framework and of every source and meter named <c>Delivery.*</c>; exported when an OTLP endpoint is configured.</summary>
internal static class TelemetryDefaults
{
    private const string Ours = "Delivery.*";

    public static void Add(IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? "delivery", serviceInstanceId: Environment.MachineName + "-" + Environment.ProcessId))
            .WithTracing(tracing => tracing
                .AddSource(Ours)
                .AddAspNetCoreInstrumentation(options => options.Filter = IsWorthATrace)
                .AddHttpClientInstrumentation()
                .AddNpgsql())
            .WithMetrics(metrics => metrics
                .AddMeter(Ours, "Npgsql", "Polly")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>Probes come every few seconds for ever and say nothing.</summary>
    private static bool IsWorthATrace(HttpContext context) => !context.Request.Path.StartsWithSegments("/health");
}
