using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Intents;

/// <summary>An intent that is to be carried out.</summary>
/// <param name="Key">The same every time it is begun, and no other intent's.</param>
/// <param name="InstanceId">Who wants it.</param>
/// <param name="CorrelationId">The instance's correlation.</param>
/// <param name="Payload">What is needed for it.</param>
/// <param name="Attempt">The how-manieth time it is begun, from 1.</param>
public sealed record IntentCall(string Key, string InstanceId, string? CorrelationId, JsonObject Payload, int Attempt)
{
    /// <summary>What waits for its result; null when nothing does.</summary>
    public string? BookmarkId { get; init; }
}
