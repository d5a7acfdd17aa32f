namespace Delivery.Orders.Cancellations;

/// <summary>A cancellation as the customer sees it.</summary>
/// <param name="CancellationId">It is found at <c>/api/orders/{orderId}/cancellations/{cancellationId}</c>.</param>
/// <param name="State">Where it is.</param>
/// <param name="Reason">In the customer's words.</param>
/// <param name="Refusal">Why it was refused; null unless it was.</param>
internal sealed record CancellationAnswer(string CancellationId, CancellationState State, string? Reason, string? Refusal);
