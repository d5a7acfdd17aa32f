using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Checks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Delivery.Simulator.Webhooks;

/// <summary>A subscriber's server: checks the signature, notes what it is told, and now and then fails, as servers do.</summary>
internal sealed class WebhookReceiver(Violations violations) : IAsyncDisposable
{
    /// <summary>One in so many new events is refused at first and has to come again.</summary>
    private const int RefusesOneIn = 20;

    private readonly ConcurrentDictionary<string, byte[]> _keys = new();
    private readonly ConcurrentDictionary<string, bool> _refused = new();
    private WebApplication? _app;

    /// <summary>What was accepted.</summary>
    public ConcurrentBag<Notification> Received { get; } = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/{subscriber}", TakeAsync);
        await _app.StartAsync(cancellationToken);
    }

    /// <summary>Where a subscriber's webhooks go, and the secret they are signed with.</summary>
    public (string Url, string Secret) Register(string subscriber)
    {
        var key = _keys.GetOrAdd(subscriber, _ => RandomNumberGenerator.GetBytes(32));
        return ($"{_app!.Urls.Single()}/{subscriber}", "whsec_" + Convert.ToBase64String(key));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task<IResult> TakeAsync(string subscriber, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var eventId = request.Headers["webhook-id"].ToString();
        violations.Check(
            IsSigned(subscriber, eventId, request.Headers["webhook-timestamp"].ToString(), body, request.Headers["webhook-signature"].ToString()),
            "bad-signature",
            null,
            $"{subscriber} was sent {eventId} with a signature that is not right");
        if (IsUnlucky(eventId) && _refused.TryAdd(subscriber + eventId, true))
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        Note(subscriber, eventId, body);
        return TypedResults.NoContent();
    }

    private void Note(string subscriber, string eventId, string body)
    {
        var news = JsonSerializer.Deserialize<JsonElement>(body);
        if (news.GetProperty("type").GetString() == "order.status_changed")
        {
            var data = news.GetProperty("data");
            Received.Add(new Notification(
                subscriber,
                eventId,
                data.GetProperty("orderId").GetString()!,
                data.GetProperty("version").GetInt32(),
                data.GetProperty("status").Deserialize<OrderStatus>(ApiClient.Json)));
        }
    }

    private bool IsSigned(string subscriber, string eventId, string timestamp, string body, string signature)
    {
        if (!_keys.TryGetValue(subscriber, out var key))
        {
            return false;
        }

        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{eventId}.{timestamp}.{body}")));
        return signature.Split(' ').Contains(expected);
    }

    /// <summary>The id is a hash, so this is as good as drawn, and the same for every repetition.</summary>
    private static bool IsUnlucky(string eventId) => eventId.Length > 0 && SHA256.HashData(Encoding.UTF8.GetBytes(eventId))[0] % RefusesOneIn == 0;
}
