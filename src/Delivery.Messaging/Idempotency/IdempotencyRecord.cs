namespace Delivery.Messaging.Idempotency;

/// <summary>The answer to a request that carried an <c>Idempotency-Key</c>, written in the request's own transaction.</summary>
internal sealed class IdempotencyRecord
{
    /// <summary>The subject: another caller's equal key is another key.</summary>
    public required string Caller { get; init; }

    /// <summary>The kind of request, for example <c>place-order</c>.</summary>
    public required string Operation { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of the request's canonical JSON: the same key with another body is refused.</summary>
    public required string RequestHash { get; init; }

    public required int Status { get; init; }

    public string? Location { get; init; }

    /// <summary>JSON.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
