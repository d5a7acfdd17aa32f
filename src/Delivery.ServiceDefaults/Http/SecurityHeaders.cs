using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Delivery.ServiceDefaults.Http;

/// <summary>Headers that tell browsers to do nothing surprising with our answers. A page that needs more sets its own policy.</summary>
internal static class SecurityHeaders
{
    public static void Use(IApplicationBuilder app) =>
        app.Use(static (context, next) =>
        {
            context.Response.OnStarting(static state => Add(((HttpContext)state).Response.Headers), context);
            return next(context);
        });

    private static Task Add(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }

        return Task.CompletedTask;
    }
}
