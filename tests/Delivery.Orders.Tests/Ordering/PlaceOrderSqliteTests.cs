using Xunit;

namespace Delivery.Orders.Tests.Ordering;

public sealed class PlaceOrderSqliteTests(OrdersSqliteFixture fixture) : PlaceOrderTests(fixture), IClassFixture<OrdersSqliteFixture>;
