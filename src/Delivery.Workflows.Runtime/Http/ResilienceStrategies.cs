using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Http;

/// <summary>Finds the strategy that an activity asks for.</summary>
internal sealed class ResilienceStrategies(IOptions<ResilienceOptions> options)
{
    /// <summary>More would keep a request alive for longer than anybody waits for it.</summary>
    private const int MaxRetries = 20;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(5);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        AllowOutOfOrderMetadataProperties = true,
    };

    /// <summary>By a registered strategy's id, or a strategy of the activity's own; null when there is none: then nothing is retried.</summary>
    public HttpResilienceStrategy? Find(JsonNode? wanted)
    {
        var strategy = wanted switch
        {
            JsonObject own => Read(own),
            JsonValue id when id.GetValueKind() == JsonValueKind.String =>
                options.Value.Strategies.FirstOrDefault(registered => registered.Id == id.GetValue<string>()),
            _ => null,
        };
        return strategy is null || strategy.MaxRetryAttempts <= 0 ? null : Bound(strategy);
    }

    private static HttpResilienceStrategy? Read(JsonObject own)
    {
        try
        {
            var plain = (JsonObject)own.DeepClone();
            plain.Remove("$type");
            return plain.Deserialize<HttpResilienceStrategy>(Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static HttpResilienceStrategy Bound(HttpResilienceStrategy strategy) => new()
    {
        Id = strategy.Id,
        DisplayName = strategy.DisplayName,
        MaxRetryAttempts = Math.Min(strategy.MaxRetryAttempts, MaxRetries),
        UseJitter = strategy.UseJitter,
        Delay = strategy.Delay < TimeSpan.Zero ? TimeSpan.Zero : strategy.Delay > MaxDelay ? MaxDelay : strategy.Delay,
        BackoffType = strategy.BackoffType,
    };
}
