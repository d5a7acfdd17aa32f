using System.Text.Json.Serialization;

namespace Delivery.Messaging.Bus;

/// <summary>A message on the wire: the contract's JSON as it is, and what the bus needs to know about it.</summary>
internal sealed record Envelope
{
    /// <summary>The outbox row's message id: equal for every delivery of the same message.</summary>
    public required Guid Id { get; init; }

    /// <summary>As in <see cref="MessageTypes"/>. A receiver may be older than the type.</summary>
    public required string Type { get; init; }

    [JsonConverter(typeof(RawJsonConverter))]
    public required string Body { get; init; }

    /// <summary>W3C trace context of the send.</summary>
    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>In memory: the module whose outbox row waits for the acknowledgement.</summary>
    public string? Origin { get; init; }

    /// <summary>In memory: that row.</summary>
    public long Sequence { get; init; }
}
