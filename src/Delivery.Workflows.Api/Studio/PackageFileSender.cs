using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Delivery.Workflows.Api.Studio;

/// <summary>Sends files of the package, compressed as the package brings them, so that nobody compresses 30 MB at run time.</summary>
internal sealed partial class PackageFileSender(StudioPackage package)
{
    private static readonly (string Encoding, string Extension)[] Compressions = [("br", ".br"), ("gzip", ".gz")];
    private static readonly FileExtensionContentTypeProvider ContentTypes = new(new Dictionary<string, string>
    {
        [".css"] = "text/css",
        [".cur"] = "image/x-icon",
        [".dat"] = "application/octet-stream",
        [".ico"] = "image/x-icon",
        [".js"] = "text/javascript",
        [".json"] = "application/json",
        [".png"] = "image/png",
        [".ttf"] = "font/ttf",
        [".wasm"] = "application/wasm",
        [".webmanifest"] = "application/manifest+json",
        [".woff2"] = "font/woff2",
    });

    /// <summary>The library that our page signs in with; null when it was not restored.</summary>
    public IResult? FindSignIn(HttpContext context)
    {
        if (!File.Exists(package.SignInFile))
        {
            return null;
        }

        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.PhysicalFile(package.SignInFile, "text/javascript", entityTag: new EntityTagHeaderValue($"\"{package.SignInTag}\""));
    }

    /// <summary>The file's answer; null when the package has no such file.</summary>
    public IResult? Find(HttpContext context, string path)
    {
        var file = Path.GetFullPath(Path.Combine(package.Directory, path));
        if (!file.StartsWith(package.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || !ContentTypes.TryGetContentType(file, out var contentType)
            || !File.Exists(file))
        {
            return null;
        }

        var headers = context.Response.Headers;
        headers.CacheControl = HashedName().IsMatch(path) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var (source, encoding) = Choose(file, context.Request.Headers.AcceptEncoding.ToString());
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        var tag = new EntityTagHeaderValue($"\"{package.Tag}{(encoding is null ? "" : "-" + encoding)}\"");
        return TypedResults.PhysicalFile(source, contentType, entityTag: tag);
    }

    private static (string File, string? Encoding) Choose(string file, string accepted)
    {
        foreach (var (encoding, extension) in Compressions)
        {
            if (accepted.Contains(encoding, StringComparison.OrdinalIgnoreCase) && File.Exists(file + extension))
            {
                return (file + extension, encoding);
            }
        }

        return (file, null);
    }

    /// <summary>The build of the package puts ten characters of a hash before the extension of what never changes under its name.</summary>
    [GeneratedRegex(@"^_framework/.+\.[a-z0-9]{10}\.[a-z]+$|\.[a-z0-9]{10}\.bundle\.scp\.css$")]
    private static partial Regex HashedName();
}
