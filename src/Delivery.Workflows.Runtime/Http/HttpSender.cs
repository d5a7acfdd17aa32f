using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Outgoing;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Http;

/// <summary>
/// Sends one request. It connects to public addresses only, whatever names and redirections say (unless the host allows others); it takes
/// only so much time and so many bytes; and it writes nothing about the request into the log.
/// </summary>
internal sealed class HttpSender : IDisposable
{
    private readonly HttpMessageInvoker _client;
    private readonly WorkflowHttpOptions _options;
    private readonly TimeProvider _timeProvider;

    public HttpSender(IOptions<WorkflowHttpOptions> options, TimeProvider timeProvider)
    {
        _options = options.Value;
        _timeProvider = timeProvider;
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = new GuardedConnection(_options.AllowPrivateAddresses).ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 64,
        });
    }

    public void Dispose() => _client.Dispose();

    /// <exception cref="ForbiddenAddressException">The address is none of the public Internet.</exception>
    /// <exception cref="InvalidDataException">The answer is larger than it may be.</exception>
    public async Task<HttpAnswer> SendAsync(JsonObject payload, string key, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await FollowAsync(payload, key, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpAnswer.TimedOut;
        }
        catch (HttpRequestException exception) when (exception.GetBaseException() is not ForbiddenAddressException)
        {
            return HttpAnswer.FailedToConnect(exception.GetBaseException().Message);
        }
        catch (HttpRequestException exception)
        {
            throw exception.GetBaseException();
        }
        catch (IOException exception) when (exception is not ForbiddenAddressException)
        {
            // The connection broke within the body.
            return HttpAnswer.FailedToConnect(exception.Message);
        }
    }

    private async Task<HttpAnswer> FollowAsync(JsonObject payload, string key, CancellationToken cancellationToken)
    {
        var origin = new Uri(payload["url"]!.GetValue<string>());
        var url = origin;
        for (var redirects = 0; ; redirects++)
        {
            using var request = CreateRequest(payload, url, key, withHeaders: IsSameOrigin(origin, url));
            using var response = await _client.SendAsync(request, cancellationToken);
            if (redirects < _options.MaxRedirects && FindRedirect(request, response) is { } next)
            {
                url = next;
                continue;
            }

            return await ReadAsync(response, cancellationToken);
        }
    }

    /// <summary>
    /// Only what changes nothing is sent elsewhere, and never from https to http. Each hop's address is judged when it is connected to.
    /// </summary>
    private static Uri? FindRedirect(HttpRequestMessage request, HttpResponseMessage response)
    {
        if ((request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            || response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location)
        {
            return null;
        }

        var next = new Uri(request.RequestUri!, location);
        return next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && request.RequestUri!.Scheme == Uri.UriSchemeHttp) ? next : null;
    }

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <param name="payload">What the activity wants.</param>
    /// <param name="url">Where it goes.</param>
    /// <param name="key">By which the receiver can tell a repetition.</param>
    /// <param name="withHeaders">False for another host than the one that the headers, which may be secret, were meant for.</param>
    private static HttpRequestMessage CreateRequest(JsonObject payload, Uri url, string key, bool withHeaders)
    {
        var request = new HttpRequestMessage(new HttpMethod(payload["method"]!.GetValue<string>()), url);
        if (payload["body"]?.GetValue<string>() is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation(
                "Content-Type", HeaderText.Clean(WithCharset(payload["contentType"]!.GetValue<string>())));
        }

        if (withHeaders)
        {
            AddHeaders(request, payload["headers"] as JsonObject ?? []);
            AddUnlessThere(request, HttpSendHandler.KeyHeader, key);
        }

        AddUnlessThere(request, "User-Agent", "Delivery-Workflows/1");
        return request;
    }

    private static void AddHeaders(HttpRequestMessage request, JsonObject headers)
    {
        // The content type has an input of its own.
        foreach (var (name, values) in headers.Where(header => !header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
        {
            string[] texts = [.. (values as JsonArray ?? []).Select(value => HeaderText.Clean(value!.GetValue<string>()))];
            if (!request.Headers.TryAddWithoutValidation(name, texts))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, texts);
            }
        }
    }

    private static void AddUnlessThere(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.Contains(name))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string WithCharset(string contentType) =>
        contentType.Contains("charset", StringComparison.OrdinalIgnoreCase) ? contentType : contentType + "; charset=utf-8";

    private async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response.Content, cancellationToken);
        return new HttpAnswer(HttpAnswer.Response)
        {
            StatusCode = (int)response.StatusCode,
            ContentType = response.Content.Headers.TryGetValues("Content-Type", out var types) ? string.Join(", ", types) : null,
            Headers = response.Headers.Concat(response.Content.Headers)
                .GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(header => header.Key, header => header.SelectMany(values => values.Value).ToArray()),
            Body = body.Length == 0 ? null : CharsetOf(response.Content.Headers.ContentType).GetString(body.Span),
        };
    }

    private async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > _options.MaxResponseBytes)
        {
            throw TooLarge();
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > _options.MaxResponseBytes)
            {
                throw TooLarge();
            }
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private InvalidDataException TooLarge() => new($"The answer is larger than {_options.MaxResponseBytes} bytes, which is as much as is taken.");

    private static Encoding CharsetOf(MediaTypeHeaderValue? type)
    {
        try
        {
            return type?.CharSet is { Length: > 0 } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
