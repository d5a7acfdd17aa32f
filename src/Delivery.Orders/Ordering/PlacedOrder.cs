using Delivery.Contracts;

namespace Delivery.Orders.Ordering;

/// <summary>The answer to a placed order.</summary>
/// <param name="OrderId">Follow it at <c>/api/orders/{orderId}</c>.</param>
/// <param name="Total">What it costs when it is delivered.</param>
/// <param name="PlacedAt">When.</param>
internal sealed record PlacedOrder(string OrderId, Money Total, DateTimeOffset PlacedAt);
