using Delivery.Testing.Servers;

namespace Delivery.Riders.Tests;

public sealed class RidersPostgresFixture() : RidersFixture(TestDatabase.Postgres);
