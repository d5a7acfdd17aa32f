namespace Delivery.Payments.Tests.Support;

/// <summary>Counts the calls that really go out, and remembers their idempotency keys.</summary>
internal sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _keys = new();

    public IReadOnlyList<string> Keys => [.. _keys];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _keys.Enqueue(request.Headers.GetValues("Idempotency-Key").Single());
        return base.SendAsync(request, cancellationToken);
    }
}
