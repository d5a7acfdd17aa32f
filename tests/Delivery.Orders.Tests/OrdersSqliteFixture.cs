using Delivery.Testing.Api;

namespace Delivery.Orders.Tests;

public sealed class OrdersSqliteFixture() : OrdersFixture(TestDatabase.Sqlite);
