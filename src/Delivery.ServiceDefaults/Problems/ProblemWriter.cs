using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Delivery.ServiceDefaults.Problems;

/// <summary>Writes problems as RFC 9457 answers, whatever the caller accepts: an error that cannot be read helps nobody.</summary>
internal static class ProblemWriter
{
    private const string ContentType = "application/problem+json";

    public static async Task WriteAsync(HttpContext context, ProblemException problem)
    {
        context.Response.StatusCode = problem.Type.Status;
        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(Describe(context, problem), options: null, ContentType, context.RequestAborted);
    }

    private static ProblemDetails Describe(HttpContext context, ProblemException problem)
    {
        var details = new ProblemDetails
        {
            Type = problem.Type.Uri,
            Title = problem.Type.Title,
            Status = problem.Type.Status,
            Detail = problem.Message,
            Instance = context.Request.Path,
        };
        details.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        foreach (var (name, value) in problem.Extensions)
        {
            details.Extensions[name] = value;
        }

        return details;
    }
}
