using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>What a <see cref="StandIn"/> was asked.</summary>
internal sealed record StandInRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static async Task<StandInRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return new StandInRequest(
            request.Method,
            request.Path + request.QueryString,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
    }
}
