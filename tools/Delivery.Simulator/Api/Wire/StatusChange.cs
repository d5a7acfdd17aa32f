namespace Delivery.Simulator.Api.Wire;

/// <summary>A change of an order's status, as a stream tells it.</summary>
internal sealed record StatusChange(long Sequence, string OrderId, int Version, OrderStatus Status, OrderOutcome? Outcome);
