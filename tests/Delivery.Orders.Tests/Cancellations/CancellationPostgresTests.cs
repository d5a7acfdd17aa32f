using Xunit;

namespace Delivery.Orders.Tests.Cancellations;

[Trait("Needs", "postgres")]
public sealed class CancellationPostgresTests(OrdersPostgresFixture fixture) : CancellationTests(fixture), IClassFixture<OrdersPostgresFixture>;
