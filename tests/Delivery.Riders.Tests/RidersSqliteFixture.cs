using Delivery.Testing.Servers;

namespace Delivery.Riders.Tests;

public sealed class RidersSqliteFixture() : RidersFixture(TestDatabase.Sqlite);
