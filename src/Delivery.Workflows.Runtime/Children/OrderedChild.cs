using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Children;

/// <summary>One of the instances that an activity wants started.</summary>
internal sealed record OrderedChild(string Id, string? CorrelationId, JsonObject? Input)
{
    public static OrderedChild Read(JsonNode instance) => new(
        instance["id"]!.GetValue<string>(), instance["correlationId"]?.GetValue<string>(), instance["input"] as JsonObject);
}
