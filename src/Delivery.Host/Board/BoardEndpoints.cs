using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Delivery.Host.Board;

/// <summary>The live board at <c>/</c>: three files inside the binary, which load nothing from elsewhere.</summary>
internal static class BoardEndpoints
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    private const string Index = "index.html";
    private static readonly string[] Files = [Index, "board.css", "board.js", "board.svg"];
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();
    private static readonly EmbeddedFileProvider Embedded = new(typeof(BoardEndpoints).Assembly, "Delivery.Host.Board.Files");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var file in Files)
        {
            endpoints.MapGet(file == Index ? "/" : "/board/" + file, (HttpContext context) => Send(context, file))
                .AllowAnonymous()
                .ExcludeFromDescription();
        }
    }

    private static FileStreamHttpResult Send(HttpContext context, string file)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-cache";
        ContentTypes.TryGetContentType(file, out var contentType);
        return TypedResults.Stream(Embedded.GetFileInfo(file).CreateReadStream(), contentType);
    }
}
