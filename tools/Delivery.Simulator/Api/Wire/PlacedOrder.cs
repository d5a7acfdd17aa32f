namespace Delivery.Simulator.Api.Wire;

/// <summary>The answer to an order.</summary>
internal sealed record PlacedOrder(string OrderId, Money Total);
