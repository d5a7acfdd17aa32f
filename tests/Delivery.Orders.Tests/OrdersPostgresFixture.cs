using Delivery.Testing.Api;

namespace Delivery.Orders.Tests;

public sealed class OrdersPostgresFixture() : OrdersFixture(TestDatabase.Postgres);
