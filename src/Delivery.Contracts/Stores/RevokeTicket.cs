namespace Delivery.Contracts.Stores;

/// <summary>Takes the order back from the store, unless cooking has started: then the referee says so (R6). An unknown ticket is closed in advance.</summary>
[Activity(ActivityCategories.Compensation, "Revoke ticket", Icon = "remove_shopping_cart")]
[HandledBy(Modules.Stores)]
[AnsweredBy(typeof(TicketRevoked), typeof(CookingAlreadyStarted))]
public sealed record RevokeTicket : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Of the ticket.</summary>
    public required int Round { get; init; }

    /// <summary>True takes it back even when cooking has started: an operator's decision.</summary>
    public bool Force { get; init; }

    /// <summary>For the store to read.</summary>
    public string? Reason { get; init; }
}
