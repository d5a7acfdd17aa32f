using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Delivery.Simulator.Checks;

namespace Delivery.Simulator.Api;

/// <summary>
/// Calls the host as apps do: it tries again when the host is away or asks to wait, because hosts are restarted while orders are under way.
/// </summary>
internal sealed class ApiClient(Uri root, TimeSpan patience, Violations violations, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<Caller, Task<string>> _tokens = new();

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        BaseAddress = root,
        Timeout = TimeSpan.FromSeconds(30),
    };

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public Uri Root => root;

    public void Dispose() => _http.Dispose();

    /// <summary>Sends until there is an answer.</summary>
    /// <exception cref="TimeoutException">The host stayed away for too long.</exception>
    public async Task<ApiAnswer> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        var repeated = false;
        while (true)
        {
            var (answer, trouble) = await TryAsync(call, repeated, cancellationToken);
            if (answer is not null && !IsWorthAnotherTry(call, answer))
            {
                return answer;
            }

            if (timeProvider.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException($"{call.Method} {call.Path} had no answer for {patience.TotalSeconds:0} s: {answer?.ToString() ?? trouble}");
            }

            // Without an answer, or with one that says that something broke on the way, the call may have been carried out.
            repeated |= answer is null or { Status: 500 or 502 or 504 };
            await Task.Delay(answer is { Status: 429, RetryAfter: { } wait } ? wait : Pause, timeProvider, cancellationToken);
        }
    }

    /// <summary>All pages of a list.</summary>
    public async Task<List<T>> ListAsync<T>(string path, Caller caller, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        string? cursor = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var query = $"{path}{separator}limit=200" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var answer = await SendAsync(ApiCall.Get(query, caller), cancellationToken);
            if (!answer.IsSuccess)
            {
                throw new InvalidOperationException($"GET {query} answered {answer}");
            }

            items.AddRange(answer.Body.GetProperty("items").Deserialize<List<T>>(Json)!);
            cursor = answer.Text("nextCursor");
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>Opens a stream of server-sent events.</summary>
    public async Task<HttpResponseMessage> OpenStreamAsync(string path, Caller caller, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(caller));
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.EnsureSuccessStatusCode();
    }

    private bool IsWorthAnotherTry(ApiCall call, ApiAnswer answer)
    {
        if (answer.Status == 500)
        {
            violations.Add("server-error", null, $"{call.Method} {call.Path} answered {answer}");
        }

        return answer.Status is 429 or 500 or 502 or 504 || (answer.Status == 503 && !call.ExpectsUnavailable);
    }

    private async Task<(ApiAnswer? Answer, string? Trouble)> TryAsync(ApiCall call, bool repeated, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(call.Method, call.Path);
            if (call.Caller is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(call.Caller));
            }

            if (call.IdempotencyKey is not null)
            {
                request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
            }

            if (call.Body is not null)
            {
                request.Content = JsonContent.Create(call.Body, call.Body.GetType(), mediaType: null, Json);
            }

            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return (
                new ApiAnswer(
                    (int)response.StatusCode,
                    Parse(body),
                    response.Headers.Location?.ToString(),
                    response.Headers.RetryAfter?.Delta,
                    repeated),
                null);
        }
        catch (Exception exception) when (
            exception is HttpRequestException or IOException or SocketException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return (null, exception.Message);
        }
    }

    private static JsonElement Parse(string body)
    {
        try
        {
            return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private async Task<string> TokenAsync(Caller caller)
    {
        var token = _tokens.GetOrAdd(caller, FetchTokenAsync);
        try
        {
            return await token;
        }
        catch (HttpRequestException)
        {
            _tokens.TryRemove(new KeyValuePair<Caller, Task<string>>(caller, token));
            throw;
        }
    }

    private async Task<string> FetchTokenAsync(Caller caller)
    {
        using var response = await _http.PostAsJsonAsync("/identity/token", new { role = caller.Role, subject = caller.Subject }, Json);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("access_token").GetString()!;
    }
}
