using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Delivery.Notifications.Tests.Deliveries;

/// <summary>A subscriber's server on this machine.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _concurrent;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Answers the nth request, from 1.</summary>
    public Func<int, Task<int>> Answer { get; set; } = _ => Task.FromResult(204);

    public ConcurrentQueue<ReceivedWebhook> Received { get; } = new();

    public int MostAtOnce { get; private set; }

    public string Url => _app.Urls.Single() + "/hook";

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.MapPost("/hook", receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        lock (_app)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_concurrent);
        }

        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        Received.Enqueue(new ReceivedWebhook(
            request.Headers["webhook-id"].ToString(),
            request.Headers["webhook-timestamp"].ToString(),
            request.Headers["webhook-signature"].ToString(),
            request.ContentType,
            request.Headers.TraceParent.ToString(),
            body));
        var status = await Answer(Received.Count);
        lock (_app)
        {
            _concurrent--;
        }

        return Results.StatusCode(status);
    }
}
