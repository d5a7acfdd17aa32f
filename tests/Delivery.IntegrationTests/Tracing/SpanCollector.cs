using System.Collections.Concurrent;
using Delivery.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Delivery.IntegrationTests.Tracing;

/// <summary>Stands in for a collector: takes spans by OTLP over HTTP from all processes. It also is a subscriber's webhook.</summary>
internal sealed class SpanCollector : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string TraceId, string SpanId), Span> _spans = new();
    private readonly ConcurrentQueue<Notified> _notified = new();
    private readonly WebApplication _app;

    private SpanCollector(WebApplication app) => _app = app;

    public Uri Url { get; } = FreeAddress.Take();

    public Uri Webhook => new(Url, "/webhook");

    public IReadOnlyCollection<Span> Spans => [.. _spans.Values];

    /// <summary>What came to the webhook.</summary>
    public IReadOnlyCollection<Notified> Notifications => [.. _notified];

    /// <summary>Makes a process of ours export its spans here, soon after they end.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Url.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    public static async Task<SpanCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var collector = new SpanCollector(builder.Build());
        collector._app.Urls.Add(collector.Url.ToString());
        collector._app.MapPost("/v1/traces", collector.TakeSpansAsync);
        collector._app.MapPost("/v1/{signal}", () => Results.Ok());
        collector._app.MapPost("/webhook", collector.TakeNotificationAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeSpansAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var span in OtlpTraces.Read(body.ToArray()))
        {
            _spans[(span.TraceId, span.SpanId)] = span;
        }
    }

    private async Task TakeNotificationAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _notified.Enqueue(new Notified(context.Request.Headers.TraceParent.ToString(), await reader.ReadToEndAsync()));
    }
}
