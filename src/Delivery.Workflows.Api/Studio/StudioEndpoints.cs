using System.Security.Claims;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Delivery.Workflows.Api.Studio;

/// <summary>The page at <c>/studio</c> and what it loads: our few files, and those of Elsa Studio. They hold nothing secret, so anybody may load them.</summary>
internal static class StudioEndpoints
{
    private const string Root = "/studio";
    private const string Index = "index.html";

    /// <summary>Where the issuer sends the browser back to.</summary>
    private const string SignedIn = "signed-in";

    private static readonly string[] OwnFiles =
        [Index, "demo.js", "oidc.js", "page.css", "page.js", "publishing.js", "refusals.js", "refused.js", "texts.js", "studio.svg"];
    private static readonly string[] Screens = ["definitions", "instances"];
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();
    private static readonly EmbeddedFileProvider Embedded = new(typeof(StudioEndpoints).Assembly, "Delivery.Workflows.Api.Studio.Page");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var configuration = endpoints.ServiceProvider.GetRequiredService<IConfiguration>();
        var sender = StudioPackage.Find(configuration) is { } package ? new PackageFileSender(package) : null;
        var isDemo = configuration[Profiles.Setting] == Profiles.Demo;
        var settings = new StudioSettings(isDemo ? "demo" : "oidc", "/elsa/api", isDemo ? null : StudioIssuer.From(configuration));
        var policy = StudioPolicy.For(isDemo ? [] : StudioIssuer.Origins(configuration));

        // One page loads some 200 files at once, which is no attack.
        var group = endpoints.MapGroup(Root).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        group.MapGet("/settings.json", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-cache";
            return TypedResults.Ok(settings);
        });
        group.MapGet("/{**path}", (HttpContext context, string? path) => Answer(context, path ?? "", sender, policy));
        endpoints.MapGet(Root + "/who", (ClaimsPrincipal user, HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(StudioUser.Of(user));
        }).Needs(Permissions.Read).ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext context, string path, PackageFileSender? sender, string policy)
    {
        if (path.Length == 0 && !context.Request.Path.Value!.EndsWith('/'))
        {
            // What the page loads is relative to its folder.
            return TypedResults.LocalRedirect(Root + "/");
        }

        if (sender is null)
        {
            throw new ProblemException(
                StandardProblems.Unavailable,
                $"Elsa Studio's files are not here. Build the host with Node installed, or name the folder that holds them in {StudioPackage.Setting}.");
        }

        if (IsScreen(path))
        {
            context.Response.Headers.ContentSecurityPolicy = policy;
            return Own(context, Index);
        }

        if (OwnFiles.Contains(path))
        {
            return Own(context, path);
        }

        return (path == StudioPackage.SignInFileName ? sender.FindSignIn(context) : sender.Find(context, path)) ?? TypedResults.NotFound();
    }

    private static bool IsScreen(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length == 0 || path == SignedIn || (segments.Length <= 2 && Screens.Contains(segments[0]));
    }

    private static FileStreamHttpResult Own(HttpContext context, string file)
    {
        context.Response.Headers.CacheControl = "no-cache";
        ContentTypes.TryGetContentType(file, out var contentType);
        return TypedResults.Stream(Embedded.GetFileInfo(file).CreateReadStream(), contentType);
    }
}
