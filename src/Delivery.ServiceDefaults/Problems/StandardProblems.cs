namespace Delivery.ServiceDefaults.Problems;

/// <summary>The kinds of errors that any route may answer.</summary>
public static class StandardProblems
{
    /// <summary>The body is not the JSON that the route expects.</summary>
    public static readonly ProblemType MalformedJson = new("malformed-json", 400, "The body is not the JSON that this route expects.");

    /// <summary>A parameter is missing or has a value of another kind.</summary>
    public static readonly ProblemType InvalidRequest = new("invalid-request", 400, "The request is not valid.");

    /// <summary>No token, or one that is not accepted.</summary>
    public static readonly ProblemType Unauthenticated = new("unauthenticated", 401, "A valid token is needed.");

    /// <summary>The token's role may not do this.</summary>
    public static readonly ProblemType Forbidden = new("forbidden", 403, "This role may not do this.");

    /// <summary>There is nothing under this address, or nothing that the caller may see.</summary>
    public static readonly ProblemType NotFound = new("not-found", 404, "There is nothing here.");

    /// <summary>The address exists, with other methods.</summary>
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "This method is not offered here.");

    /// <summary>The body is larger than the limit.</summary>
    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large.");

    /// <summary>The body's content type is not JSON.</summary>
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The body has the wrong content type.");

    /// <summary>The client has sent too many requests.</summary>
    public static readonly ProblemType TooManyRequests = new("too-many-requests", 429, "Too many requests.");

    /// <summary>A defect of ours.</summary>
    public static readonly ProblemType InternalError = new("internal-error", 500, "Something went wrong on our side.");

    /// <summary>A part that is needed for the answer cannot be reached now.</summary>
    public static readonly ProblemType Unavailable = new("unavailable", 503, "Not available right now.");

    /// <summary>The problem that a bare status stands for.</summary>
    internal static ProblemException ForStatus(int status) => status switch
    {
        400 => new ProblemException(InvalidRequest, "Check the parameters and the body against the API reference under /docs."),
        401 => new ProblemException(Unauthenticated, "Send a valid token in the header 'Authorization: Bearer …'."),
        403 => new ProblemException(Forbidden, "Use a token whose role may do this; the API reference under /docs names the roles."),
        404 => new ProblemException(NotFound, "Check the address and the id in it."),
        405 => new ProblemException(MethodNotAllowed, "Use a method that the header Allow names."),
        413 => new ProblemException(BodyTooLarge, "Send a smaller body."),
        415 => new ProblemException(UnsupportedMediaType, "Send the body as JSON with the header 'Content-Type: application/json'."),
        429 => new ProblemException(TooManyRequests, "Wait a moment, then send fewer requests per second.") { RetryAfterSeconds = 1 },
        503 => new ProblemException(Unavailable, "Try again in a few seconds.") { RetryAfterSeconds = 5 },
        < 500 => new ProblemException(
            new ProblemType("invalid-request", status, InvalidRequest.Title), "Check the request against the API reference under /docs."),
        _ => new ProblemException(InternalError, "Try again; if it stays, tell us the traceId."),
    };
}
