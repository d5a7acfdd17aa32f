using System.Net.Http.Json;
using System.Text.Json;
using Delivery.Payments.Operations;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Delivery.Payments.Provider;

/// <summary>Speaks to the provider over HTTP. Every call that changes something carries its idempotency key, so that repeating it is always safe.</summary>
internal sealed class HttpPaymentProvider(
    HttpClient client, ProviderPipeline pipeline, TimeProvider timeProvider, ILogger<HttpPaymentProvider> logger) : IPaymentProvider
{
    public async Task<ProviderAnswer> PerformAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        // True once a call went out that brought no definite answer: nobody knows what it did, whatever a repetition meets.
        var lost = false;
        try
        {
            var reply = await pipeline.ExecuteAsync(
                async token =>
                {
                    if (timeProvider.GetUtcNow() >= call.SendBefore)
                    {
                        throw new LeaseRanOutException();
                    }

                    try
                    {
                        var received = await SendAsync(call, token);
                        lost |= !received.IsDefinite && !received.IsTurnedAway;
                        return received;
                    }
                    catch (Exception exception) when (!NeverLeft(exception))
                    {
                        lost = true;
                        throw;
                    }
                },
                cancellationToken);
            return reply.IsDefinite ? Read(call, reply) : Unanswered(lost);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or LeaseRanOutException)
        {
            return Unanswered(lost);
        }
    }

    private static ProviderAnswer Unanswered(bool lost) => lost ? ProviderAnswer.Unknown : ProviderAnswer.NotReached;

    private static bool NeverLeft(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
    };

    private async Task<ProviderReply> SendAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Kind == OperationKind.LookUp ? HttpMethod.Get : HttpMethod.Post, Path(call));
        if (call.Kind != OperationKind.LookUp)
        {
            request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        }

        if (call.Kind == OperationKind.Authorize)
        {
            request.Content = JsonContent.Create(new
            {
                reference = call.OrderId,
                amount = call.Amount.Amount,
                currency = call.Amount.Currency,
                token = call.Token!.Value,
            });
        }

        using var response = await client.SendAsync(request, cancellationToken);
        return new ProviderReply((int)response.StatusCode, await ReadBodyAsync(response, cancellationToken), response.Headers.RetryAfter?.Delta);
    }

    private static string Path(ProviderCall call) => call.Kind switch
    {
        OperationKind.Authorize => "v1/authorizations",
        OperationKind.Capture => $"v1/authorizations/{call.AuthorizationId}/capture",
        OperationKind.LookUp => $"v1/authorizations?reference={Uri.EscapeDataString(call.OrderId)}",
        OperationKind.Void or OperationKind.VoidSurplus => $"v1/authorizations/{call.AuthorizationId}/void",
        _ => $"v1/captures/{call.CaptureId}/refund",
    };

    private static async Task<ProviderBody?> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<ProviderBody>(JsonSerializerOptions.Web, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FoundAuthorization Found(ProviderBody authorization) => authorization switch
    {
        { Id: { } id, State: "Authorized" } => new FoundAuthorization(id, AuthorizationStanding.Open),
        { Id: { } id, State: "Captured" } => new FoundAuthorization(id, AuthorizationStanding.Captured, authorization.CaptureId),
        { State: "Voided" or "Refunded" } => new FoundAuthorization(authorization.Id ?? "", AuthorizationStanding.Over),
        _ => new FoundAuthorization(authorization.Id ?? "", AuthorizationStanding.Unclear),
    };

    private ProviderAnswer Read(ProviderCall call, ProviderReply reply)
    {
        var body = reply.Body;
        switch (call.Kind, reply.Status, body?.State)
        {
            case (OperationKind.Authorize, < 300, _) when body?.Id is not null:
                return ProviderAnswer.Succeeded(body.Id);
            case (OperationKind.LookUp, < 300, _) when body?.Items is not null:
                return ProviderAnswer.LookedUp([.. body.Items.Select(Found)]);
            // Done before under another key: that is what was wanted.
            case (OperationKind.Capture, < 300 or 409, "Captured" or "Refunded") when body?.CaptureId is not null:
                return ProviderAnswer.Succeeded(body.CaptureId);
            case (OperationKind.Void or OperationKind.VoidSurplus, < 300 or 409, "Voided"):
            case (OperationKind.Refund, < 300 or 409, "Refunded"):
                return ProviderAnswer.Succeeded(id: null);
            case (OperationKind.Void, 409, _):
                return ProviderAnswer.Refused("already-captured") with { CaptureId = body?.CaptureId };
            case (_, 402, _):
                return ProviderAnswer.Refused(body?.Code ?? "refused");
            default:
                logger.Refused(call.Kind, call.OrderId, reply.Status, body?.Code);
                return reply.Status < 300 ? ProviderAnswer.Unknown : ProviderAnswer.Refused(body?.Code ?? $"provider-{reply.Status}");
        }
    }
}
