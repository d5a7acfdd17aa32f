namespace Delivery.Simulator.Api.Wire;

/// <summary>An order in a list.</summary>
internal sealed record OrderSummary(string OrderId, OrderStatus Status);
