using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Somebody else's server on this machine, which answers as the test says and remembers what it was asked.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandIn(WebApplication app) => _app = app;

    public ConcurrentQueue<StandInRequest> Requests { get; } = new();

    public string Url => _app.Urls.Single();

    public static async Task<StandIn> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var standIn = new StandIn(builder.Build());
        standIn._app.Run(async context =>
        {
            standIn.Requests.Enqueue(await StandInRequest.ReadAsync(context.Request));
            await answer(context);
        });
        await standIn._app.StartAsync();
        return standIn;
    }

    public static Task<StandIn> AnsweringAsync(int status, string? body = null, string contentType = "application/json") => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = body is null ? null : contentType;
        return body is null ? Task.CompletedTask : context.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
