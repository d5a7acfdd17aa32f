using System.Net.Mime;
using Microsoft.AspNetCore.Http;

namespace Delivery.Messaging.Idempotency;

/// <summary>Answers a request with a <see cref="StoredResponse"/>, byte for byte the same each time it is repeated.</summary>
public sealed class StoredResult(StoredResponse response) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc />
    public int? StatusCode => response.Status;

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = response.Status;
        if (response.Location is { } location)
        {
            httpContext.Response.Headers.Location = location;
        }

        httpContext.Response.ContentType = MediaTypeNames.Application.Json + "; charset=utf-8";
        return httpContext.Response.WriteAsync(response.Body, httpContext.RequestAborted);
    }
}
