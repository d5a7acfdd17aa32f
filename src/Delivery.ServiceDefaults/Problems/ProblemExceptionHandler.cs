using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Delivery.ServiceDefaults.Problems;

/// <summary>Turns exceptions into problem details. What we did not expect is logged and told without internals.</summary>
internal sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    /// <summary>As nginx writes it: the client has gone, so nobody reads the answer.</summary>
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        await ProblemWriter.WriteAsync(httpContext, ToProblem(httpContext, exception));
        return true;
    }

    private ProblemException ToProblem(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case ProblemException problem:
                return problem;
            case BadHttpRequestException { InnerException: JsonException json }:
                return new ProblemException(StandardProblems.MalformedJson, Explain(json));
            case BadHttpRequestException { StatusCode: 400 } bad when bad.Message.Contains("body", StringComparison.Ordinal):
                return new ProblemException(StandardProblems.MalformedJson, "The body is missing. Send the JSON that the API reference under /docs shows.");
            case BadHttpRequestException { StatusCode: 400 } bad:
                return new ProblemException(StandardProblems.InvalidRequest, bad.Message);
            case BadHttpRequestException bad:
                return StandardProblems.ForStatus(bad.StatusCode);
            default:
                Log.Unexpected(logger, exception, context.Request.Method, context.Request.Path);
                return StandardProblems.ForStatus(500);
        }
    }

    /// <summary>The path tells the caller which member; the exception's own message would tell our type names.</summary>
    private static string Explain(JsonException exception) =>
        exception.Path is { Length: > 1 } path
            ? $"The value at {path} is missing, has the wrong type or is not valid JSON. Compare the body with the API reference under /docs."
            : "The body is not valid JSON, or a required member is missing. Compare it with the API reference under /docs.";
}
