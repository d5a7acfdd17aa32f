using Xunit;

namespace Delivery.Orders.Tests.Catalog;

public sealed class CatalogSqliteTests(OrdersSqliteFixture fixture) : CatalogTests(fixture), IClassFixture<OrdersSqliteFixture>;
