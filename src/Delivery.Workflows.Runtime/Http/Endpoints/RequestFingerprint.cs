using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>What a request asks for, in short: under the same key, a request with another one is another request.</summary>
internal static class RequestFingerprint
{
    private const int ChunkSize = 16 * 1024;

    private static readonly string[] Targeting = ["X-Correlation-ID", "X-Workflow-Instance-ID"];

    /// <summary>Reads the body as far as any endpoint takes it, and leaves it to be read once more.</summary>
    public static async Task<string> ReadAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var target = string.Join('\n', Targeting.Select(name => request.Headers[name].ToString()));
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.QueryString.Value}\n{target}"));
        if (request.ContentLength > maxBytes)
        {
            // No endpoint takes it, and it need not be read for that.
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{request.ContentLength}"));
        }
        else
        {
            Append(hash, request.ContentType ?? "", await BufferAsync(request, maxBytes, cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A client may draw another boundary each time that it sends the same form.</summary>
    private static void Append(IncrementalHash hash, string contentType, byte[] body)
    {
        var boundary = MediaTypeHeaderValue.TryParse(contentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() : "";
        if (boundary.Length > 0)
        {
            contentType = contentType.Replace(boundary, "", StringComparison.Ordinal);
            body = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(body).Replace(boundary, "", StringComparison.Ordinal));
        }

        hash.AppendData(Encoding.UTF8.GetBytes($"\n{contentType}\n"));
        hash.AppendData(body);
    }

    private static async Task<byte[]> BufferAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            // Whoever reads it behind this must still see that there is too much of it.
            feature.MaxRequestBodySize = null;
        }

        var buffer = new MemoryStream();
        var chunk = new byte[ChunkSize];
        for (var read = -1; read != 0 && buffer.Length <= maxBytes;)
        {
            read = await request.Body.ReadAsync(chunk.AsMemory(0, (int)Math.Min(ChunkSize, maxBytes + 1 - buffer.Length)), cancellationToken);
            buffer.Write(chunk, 0, read);
        }

        buffer.Position = 0;
        request.Body = buffer;
        return buffer.ToArray();
    }
}
