using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Delivery.ServiceDefaults.Http;

/// <summary>Errors, JSON and limits of every route.</summary>
internal static class HttpDefaults
{
    public static void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<HttpLimitsOptions>().BindConfiguration("Limits");
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HttpLimitsOptions>>(static (kestrel, limits) =>
        {
            kestrel.Limits.MaxRequestBodySize = limits.Value.BodyBytes;
            kestrel.AddServerHeader = false;
        });
        services.ConfigureHttpJsonOptions(static json => StrictJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(static routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        // Our handler logs what is worth it; the middleware would log every refused request as an error with its stack.
        services.Configure<ExceptionHandlerOptions>(static options => options.SuppressDiagnosticsCallback = static _ => true);
        services.Replace(ServiceDescriptor.Singleton<IHttpContextFactory, AddressTokens>());
        RateLimits.Add(services);
    }

    public static void Use(WebApplication app)
    {
        SecurityHeaders.Use(app);
        StreamShutdown.Use(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages(static context =>
            ProblemWriter.WriteAsync(context.HttpContext, StandardProblems.ForStatus(context.HttpContext.Response.StatusCode)));
    }
}
