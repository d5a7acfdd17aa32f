namespace Delivery.Contracts.Orders;

/// <summary>Ends the order with an outcome. The last step of every path.</summary>
[Activity(ActivityCategories.Order, "Close order", Icon = "task_alt")]
[HandledBy(Modules.Orders)]
[AnsweredBy(typeof(OrderClosed))]
public sealed record CloseOrder : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>How it ended.</summary>
    public required OrderOutcome Outcome { get; init; }

    /// <summary>A sentence for the customer.</summary>
    public string? Reason { get; init; }
}
