namespace Delivery.Status.Queries;

/// <summary>One page of all orders, and where the stream of changes stood before it was read.</summary>
/// <param name="Items">Latest first.</param>
/// <param name="NextCursor">Where the next page begins; null on the last page.</param>
/// <param name="Sequence">Open the stream with this as <c>after</c> to miss no change since.</param>
internal sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? NextCursor, long Sequence);
