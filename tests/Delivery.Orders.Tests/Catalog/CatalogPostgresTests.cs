using Xunit;

namespace Delivery.Orders.Tests.Catalog;

[Trait("Needs", "Server")]
public sealed class CatalogPostgresTests(OrdersPostgresFixture fixture) : CatalogTests(fixture), IClassFixture<OrdersPostgresFixture>;
