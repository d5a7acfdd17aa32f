using System.Globalization;
using System.Net.Mime;
using System.Text;
using Delivery.Notifications.Deliveries;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications.Channels;

/// <summary>Posts news to a subscriber's URL. Any answer of the 2xx kind means that it was received; redirections are not followed.</summary>
internal sealed class WebhookChannel(IHttpClientFactory clients, TimeProvider timeProvider, IOptions<NotificationsOptions> options)
{
    public const string ClientName = "Delivery.Notifications.Webhooks";

    public async Task<SendResult> SendAsync(ClaimedDelivery claimed, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = CreateRequest(claimed);
        using var client = clients.CreateClient(ClientName);
        try
        {
            // The body of the answer says nothing to us and may be endless.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode
                ? SendResult.Received
                : new SendResult($"The receiver answered {(int)response.StatusCode}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult($"The receiver did not answer within {options.Value.Timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException exception)
        {
            return new SendResult(Describe(exception));
        }
    }

    private static string Describe(HttpRequestException exception)
    {
        var reason = exception.GetBaseException().Message;
        return reason.Length <= NotificationDeliveryConfiguration.ErrorLength ? reason : reason[..NotificationDeliveryConfiguration.ErrorLength];
    }

    private HttpRequestMessage CreateRequest(ClaimedDelivery claimed)
    {
        var (delivery, subscription) = claimed;
        var timestamp = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url)
        {
            Content = new StringContent(delivery.Body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        request.Headers.Add(WebhookSignature.IdHeader, delivery.EventId);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            WebhookSignature.SignatureHeader, WebhookSignature.Sign(subscription.Secret!, delivery.EventId, timestamp, delivery.Body));
        return request;
    }
}
