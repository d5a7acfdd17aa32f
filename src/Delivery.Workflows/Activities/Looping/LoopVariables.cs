using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>What the body of a loop can read of its round. Each round has its own, so that rounds side by side do not share them.</summary>
internal static class LoopVariables
{
    public const string CurrentIndex = "CurrentIndex";
    public const string CurrentValue = "CurrentValue";

    public static IReadOnlyList<string> All { get; } = [CurrentIndex, CurrentValue];

    public static Dictionary<string, JsonNode?> Of(int index, JsonNode? value) => new()
    {
        [CurrentIndex] = JsonValue.Create(index),
        [CurrentValue] = value,
    };
}
