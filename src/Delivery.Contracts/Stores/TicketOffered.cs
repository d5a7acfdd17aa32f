namespace Delivery.Contracts.Stores;

/// <summary>The store has the order before it and its time to answer runs.</summary>
[Activity(ActivityCategories.Store, "Ticket offered")]
public sealed record TicketOffered : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Of the ticket.</summary>
    public required int Round { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>When the ticket expires.</summary>
    public required DateTimeOffset AnswerBy { get; init; }
}
