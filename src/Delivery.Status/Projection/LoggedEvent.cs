namespace Delivery.Status.Projection;

/// <summary>An event as it arrived. The log is what views are rebuilt from.</summary>
internal sealed class LoggedEvent
{
    /// <summary>Given by the database.</summary>
    public long Sequence { get; init; }

    public required string OrderId { get; init; }

    public required string MessageType { get; init; }

    public required int Version { get; init; }

    /// <summary>JSON.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset LoggedAt { get; init; }
}
