namespace Delivery.Payments.Tests.Support;

/// <summary>Counts the calls that really go out, and remembers their idempotency keys.</summary>
internal sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _keys = new();

    /// <summary>A call without a key, which changes nothing, counts by its method.</summary>
    public IReadOnlyList<string> Keys => [.. _keys];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _keys.Enqueue(request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : request.Method.Method);
        return base.SendAsync(request, cancellationToken);
    }
}
