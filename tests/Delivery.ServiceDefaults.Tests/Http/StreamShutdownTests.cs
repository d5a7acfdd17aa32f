using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Delivery.ServiceDefaults.Tests.Http;

public sealed class StreamShutdownTests
{
    [Fact]
    public async Task Stop_WithOpenStream_DoesNotWaitForIt()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/stream", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }).AllowAnonymous());
        using var response = await app.Client.GetAsync(
            "/stream", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        // Twenty seconds is what an open connection would cost.
        await app.App.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
