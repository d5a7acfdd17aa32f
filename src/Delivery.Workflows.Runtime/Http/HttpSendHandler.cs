using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Outgoing;
using Delivery.Workflows.Runtime.Intents;
using Polly;
using Polly.Retry;

namespace Delivery.Workflows.Runtime.Http;

/// <summary>Sends the requests of <c>SendHttpRequest</c> and <c>FlowSendHttpRequest</c>.</summary>
/// <remarks>
/// The receiver may see a request twice, when this process dies between its answer and our commit: both bear the same <c>Idempotency-Key</c>.
/// Otherwise a request is sent again only as the activity's resilience strategy says.
/// </remarks>
internal sealed class HttpSendHandler(HttpSender sender, ResilienceStrategies strategies, TimeProvider timeProvider) : IIntentHandler
{
    public const string KeyHeader = "Idempotency-Key";

    // The activities' own name for it.
    public string Kind => "Http.Send";

    public async Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken)
    {
        var strategy = strategies.Find(call.Payload["resilience"]);
        var retries = new JsonArray();
        try
        {
            var answer = await Pipeline(strategy, retries).ExecuteAsync(
                async token => await sender.SendAsync(call.Payload, call.Key, token), cancellationToken);
            return IntentOutcome.Resume(ToResult(answer, strategy, retries));
        }
        catch (Exception exception) when (exception is ForbiddenAddressException or InvalidDataException)
        {
            return IntentOutcome.Fail(exception.Message);
        }
    }

    private ResiliencePipeline<HttpAnswer> Pipeline(HttpResilienceStrategy? strategy, JsonArray retries)
    {
        if (strategy is null)
        {
            return ResiliencePipeline<HttpAnswer>.Empty;
        }

        var builder = new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = timeProvider };
        builder.AddRetry(new RetryStrategyOptions<HttpAnswer>
        {
            MaxRetryAttempts = strategy.MaxRetryAttempts,
            UseJitter = strategy.UseJitter,
            Delay = strategy.Delay,
            BackoffType = strategy.BackoffType,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { IsTransient: true }),
            OnRetry = arguments =>
            {
                retries.Add(new JsonObject
                {
                    ["attemptNumber"] = arguments.AttemptNumber + 1,
                    ["retryDelay"] = arguments.RetryDelay.ToString("c", CultureInfo.InvariantCulture),
                    ["details"] = Describe(arguments.Outcome.Result!),
                });
                return ValueTask.CompletedTask;
            },
        });
        return builder.Build();
    }

    private static string Describe(HttpAnswer answer) => answer.Kind == HttpAnswer.Response
        ? answer.StatusCode.ToString(CultureInfo.InvariantCulture)
        : answer.Message ?? answer.Kind;

    private static JsonObject ToResult(HttpAnswer answer, HttpResilienceStrategy? strategy, JsonArray retries)
    {
        var result = new JsonObject { ["kind"] = answer.Kind };
        if (answer.Kind == HttpAnswer.Response)
        {
            result["statusCode"] = answer.StatusCode;
            result["contentType"] = answer.ContentType;
            result["headers"] = new JsonObject(answer.Headers.Select(header => KeyValuePair.Create(
                header.Key, (JsonNode?)new JsonArray([.. header.Value.Select(value => (JsonNode?)JsonValue.Create(value))]))));
            result["body"] = answer.Body;
        }
        else
        {
            result["message"] = answer.Message;
        }

        if (strategy is not null)
        {
            result["resilience"] = strategy.ToJson();
        }

        if (retries.Count > 0)
        {
            result["retries"] = retries;
        }

        return result;
    }
}
