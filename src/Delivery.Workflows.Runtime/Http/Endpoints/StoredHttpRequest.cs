namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>
/// A request that an instance has taken, and its answer once there is one. It is written with the burst that takes the request, so that the
/// same request is taken once; and the answer with the burst that gives it, on whichever replica, for the replica that holds the request.
/// </summary>
internal sealed class StoredHttpRequest
{
    /// <summary>Random, or made of the caller and the caller's idempotency key.</summary>
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Of what was asked for; null without a key, and for one that an older version has taken.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Null until it is answered, like the rest.</summary>
    public int? StatusCode { get; set; }

    public string? ContentType { get; set; }

    /// <summary>JSON: each header with the list of its values.</summary>
    public string? Headers { get; set; }

    public string? Body { get; set; }

    /// <summary>The first answer is the answer.</summary>
    public void Answer(HttpReply reply)
    {
        if (StatusCode is null)
        {
            (StatusCode, ContentType, Headers, Body) = (reply.StatusCode, reply.ContentType, reply.Headers?.ToJsonString(), reply.Body);
        }
    }
}
