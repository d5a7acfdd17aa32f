using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Problems;
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
    private static readonly string[] OwnFiles = [Index, "page.css", "page.js", "publishing.js", "refusals.js", "texts.js", "studio.svg"];
    private static readonly string[] Screens = ["definitions", "instances"];
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();
    private static readonly EmbeddedFileProvider Embedded = new(typeof(StudioEndpoints).Assembly, "Delivery.Workflows.Api.Studio.Page");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var configuration = endpoints.ServiceProvider.GetRequiredService<IConfiguration>();
        var sender = StudioPackage.Find(configuration) is { } package ? new PackageFileSender(package) : null;
        var settings = new StudioSettings(configuration[Profiles.Setting] == Profiles.Demo ? "demo" : "token", "/elsa/api");

        // One page loads some 200 files at once, which is no attack.
        var group = endpoints.MapGroup(Root).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        group.MapGet("/settings.json", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-cache";
            return TypedResults.Ok(settings);
        });
        group.MapGet("/{**path}", (HttpContext context, string? path) => Answer(context, path ?? "", sender));
    }

    private static IResult Answer(HttpContext context, string path, PackageFileSender? sender)
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
            context.Response.Headers.ContentSecurityPolicy = StudioPolicy.Value;
            return Own(context, Index);
        }

        return OwnFiles.Contains(path) ? Own(context, path) : sender.Find(context, path) ?? TypedResults.NotFound();
    }

    private static bool IsScreen(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length == 0 || (segments.Length <= 2 && Screens.Contains(segments[0]));
    }

    private static FileStreamHttpResult Own(HttpContext context, string file)
    {
        context.Response.Headers.CacheControl = "no-cache";
        ContentTypes.TryGetContentType(file, out var contentType);
        return TypedResults.Stream(Embedded.GetFileInfo(file).CreateReadStream(), contentType);
    }
}
