using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>
/// Something slow that is to be done outside: after the commit, at least once, and by a key that stays the same however often it is done.
/// </summary>
/// <param name="Kind">What is to be done, e.g. <c>Http.Send</c>: the host has a handler for each kind.</param>
/// <param name="Payload">What is needed for it.</param>
public sealed record Intent(string Kind, JsonObject Payload) : Effect
{
    /// <summary>The bookmark that its result meets, or its failure faults; null when nobody waits for it.</summary>
    public string? BookmarkId { get; init; }
}
