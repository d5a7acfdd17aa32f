using System.Collections.Concurrent;
using System.Net;
using Delivery.Simulator.Hosting;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>Somebody whom a workflow calls, and who remembers the keys of the calls.</summary>
internal sealed class Kitchen : IDisposable
{
    private readonly HttpListener _listener = new();

    public Kitchen()
    {
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _ = AnswerAsync();
    }

    public Uri Url { get; } = FreeAddress.Take();

    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>What was called, with the key.</summary>
    public ConcurrentQueue<(string Path, string Key)> Calls { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var key = context.Request.Headers["Idempotency-Key"] ?? "";
                Keys.Enqueue(key);
                Calls.Enqueue((context.Request.Url!.AbsolutePath, key));
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
