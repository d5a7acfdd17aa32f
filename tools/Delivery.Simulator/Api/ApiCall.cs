namespace Delivery.Simulator.Api;

/// <summary>One call of the public API.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">With its query.</param>
/// <param name="Caller">Null for anybody.</param>
internal sealed record ApiCall(HttpMethod Method, string Path, Caller? Caller)
{
    public object? Body { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>True where 503 is an answer of the domain, as it is for a payment.</summary>
    public bool ExpectsUnavailable { get; init; }

    public static ApiCall Get(string path, Caller? caller) => new(HttpMethod.Get, path, caller);

    public static ApiCall Post(string path, Caller? caller, object? body = null) => new(HttpMethod.Post, path, caller) { Body = body };
}
