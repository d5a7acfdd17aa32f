namespace Delivery.Simulator.Api.Wire;

/// <summary>An order as the projection shows it.</summary>
internal sealed record OrderDetails(
    string OrderId,
    OrderStatus Status,
    OrderOutcome? Outcome,
    string? RiderId,
    Money Total,
    int Version,
    bool Escalated,
    IReadOnlyList<OrderHistoryEntry> History,
    OrderParts Parts);
