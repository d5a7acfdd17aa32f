using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>What an execution wants to wait for.</summary>
/// <param name="Name">The stimulus name, e.g. <c>Elsa.Event</c> or a message type.</param>
/// <param name="Payload">What the stimulus must carry; part of the hash.</param>
public sealed record BookmarkRequest(string Name, JsonObject? Payload = null)
{
    /// <summary>When set, the bookmark is a timer that is met at this time.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether the bookmark vanishes when it is met.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>Members of the payload that a stimulus need not know.</summary>
    public IReadOnlyList<string> NotInHash { get; init; } = [];

    /// <summary>Of a trigger that is a matter of time: when it fires.</summary>
    public TriggerSchedule? Schedule { get; init; }

    internal string ComputeHash()
    {
        if (NotInHash.Count == 0 || Payload is null)
        {
            return StimulusHash.Compute(Name, Payload);
        }

        var hashed = (JsonObject)Payload.DeepClone();
        foreach (var name in NotInHash)
        {
            hashed.Remove(name);
        }

        return StimulusHash.Compute(Name, hashed);
    }
}
