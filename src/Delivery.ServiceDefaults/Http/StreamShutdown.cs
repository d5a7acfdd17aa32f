using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.ServiceDefaults.Http;

/// <summary>Ends open event streams when the process stops: Kestrel would wait for them until its shutdown times out. Clients reconnect elsewhere.</summary>
internal static class StreamShutdown
{
    public static void Use(IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        app.Use(async (context, next) =>
        {
            await using var registration = stopping.UnsafeRegister(static state => AbortStream((HttpContext)state!), context);
            await next(context);
        });
    }

    private static void AbortStream(HttpContext context)
    {
        if (context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) == true)
        {
            context.Abort();
        }
    }
}
