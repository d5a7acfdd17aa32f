using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>Answers an HTTP request that waits for this instance.</summary>
/// <param name="RequestId">The request, as the stimulus named it.</param>
/// <param name="StatusCode">The status.</param>
public sealed record HttpReply(string RequestId, int StatusCode) : Effect
{
    /// <summary>The body's content type; null without a body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Headers, each with the list of its values.</summary>
    public JsonObject? Headers { get; init; }

    /// <summary>The body.</summary>
    public string? Body { get; init; }
}
