using Delivery.Testing.Servers;

namespace Delivery.Orders.Tests;

public sealed class OrdersSqliteFixture() : OrdersFixture(TestDatabase.Sqlite);
