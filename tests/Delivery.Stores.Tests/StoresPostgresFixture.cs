using Delivery.Testing.Servers;

namespace Delivery.Stores.Tests;

public sealed class StoresPostgresFixture() : StoresFixture(TestDatabase.Postgres);
