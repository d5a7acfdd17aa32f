using Xunit;

namespace Delivery.Orders.Tests.Ordering;

[Trait("Needs", "Server")]
public sealed class PlaceOrderPostgresTests(OrdersPostgresFixture fixture) : PlaceOrderTests(fixture), IClassFixture<OrdersPostgresFixture>;
