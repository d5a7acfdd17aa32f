namespace Delivery.Orders.Cancellations;

/// <summary>Asks to cancel an order.</summary>
/// <param name="Reason">For the store to read; at most 500 characters.</param>
internal sealed record CancelOrderRequest(string? Reason = null);
