using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Delivery.ServiceDefaults.Api;

/// <summary>OpenAPI 3.1 under <c>/openapi/v1.json</c> and a page to browse it under <c>/docs</c>, which loads nothing from elsewhere.</summary>
internal static class ApiReference
{
    private const string Bearer = "bearer";

    /// <summary>The reference's own script builds its styles and some functions at run time; it may still load from here only.</summary>
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    public static void Add(IServiceCollection services) =>
        services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
        });

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi().AllowAnonymous();
        endpoints.MapScalarApiReference("/docs", static options =>
            {
                options.WithTitle("Delivery API").DisableDefaultFonts().DisableTelemetry().DisableAgent();
                // They offer to send the document to services elsewhere.
                options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            })
            .AllowAnonymous()
            .AddEndpointFilter(static (context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
                return next(context);
            });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Delivery",
            Version = "v1",
            Description =
                "The food-delivery platform. Errors are RFC 9457 problem details with a stable `type`; lists are paged with `cursor`; "
                + "amounts are integers in minor units of their currency; times are RFC 3339.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "Demo profile: POST /identity/token answers one for any role.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }
}
