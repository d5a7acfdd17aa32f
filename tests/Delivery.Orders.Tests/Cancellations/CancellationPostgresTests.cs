using Xunit;

namespace Delivery.Orders.Tests.Cancellations;

[Trait("Needs", "Server")]
public sealed class CancellationPostgresTests(OrdersPostgresFixture fixture) : CancellationTests(fixture), IClassFixture<OrdersPostgresFixture>;
