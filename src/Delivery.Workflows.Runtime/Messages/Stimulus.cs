using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>What a message means to workflows: which triggers it fires, and which bookmarks it resumes.</summary>
public sealed record Stimulus
{
    /// <summary>The stimulus's name: a contract message's is that of its type.</summary>
    public required string Name { get; init; }

    /// <summary>The correlation of the instances that it concerns; null when only the hash decides.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>
    /// Hashes of the bookmarks that it resumes, the most specific first. One bookmark of one instance takes the message: the one that
    /// matches the earliest hash, and of several the oldest.
    /// </summary>
    public IReadOnlyList<string> BookmarkHashes { get; init; } = [];

    /// <summary>Hashes of the triggers that it fires; each trigger that allows it starts an instance, and then no bookmark is resumed.</summary>
    public IReadOnlyList<string> TriggerHashes { get; init; } = [];

    /// <summary>What the trigger or the resumed activity is given.</summary>
    public JsonNode? Input { get; init; }
}
