using Delivery.Testing.Servers;

namespace Delivery.Orders.Tests;

public sealed class OrdersPostgresFixture() : OrdersFixture(TestDatabase.Postgres);
