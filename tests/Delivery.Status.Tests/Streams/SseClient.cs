using System.Text.Json;
using System.Threading.Channels;

namespace Delivery.Status.Tests.Streams;

/// <summary>Reads a stream as a browser would.</summary>
internal sealed class SseClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<SseChange> _changes = Channel.CreateUnbounded<SseChange>();
    private readonly Task _reading;
    private readonly HttpResponseMessage _response;
    private int _heartbeats;

    public SseClient(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadLinesAsync();
    }

    public int Heartbeats => Volatile.Read(ref _heartbeats);

    public bool HasEnded => _reading.IsCompleted;

    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<SseChange> ReadAsync() => _changes.Reader.ReadAsync().AsTask().WaitAsync(Patience, TimeProvider.System);

    public async Task<IReadOnlyList<SseChange>> ReadToEndAsync()
    {
        await _reading.WaitAsync(Patience, TimeProvider.System);
        return await _changes.Reader.ReadAllAsync().ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _reading;
    }

    private async Task ReadLinesAsync()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync());
            string? id = null;
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith(':'))
                {
                    Interlocked.Increment(ref _heartbeats);
                }
                else if (line.StartsWith("id: ", StringComparison.Ordinal))
                {
                    id = line[4..];
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    var data = JsonSerializer.Deserialize<JsonElement>(line[6..]);
                    _changes.Writer.TryWrite(new SseChange(
                        id!,
                        data.GetProperty("orderId").GetString()!,
                        data.GetProperty("version").GetInt32(),
                        data.GetProperty("status").GetString()!));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or HttpRequestException)
        {
            // The test has closed it.
        }
        finally
        {
            _changes.Writer.Complete();
        }
    }
}
