using Delivery.Testing.Api;

namespace Delivery.Stores.Tests;

public sealed class StoresPostgresFixture() : StoresFixture(TestDatabase.Postgres);
