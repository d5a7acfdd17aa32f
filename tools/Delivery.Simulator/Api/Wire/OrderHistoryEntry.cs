namespace Delivery.Simulator.Api.Wire;

/// <summary>A change in an order's history.</summary>
internal sealed record OrderHistoryEntry(int Version, OrderStatus Status, DateTimeOffset At);
