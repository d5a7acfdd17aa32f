using Delivery.Testing.Servers;

namespace Delivery.Status.Tests;

public sealed class StatusPostgresFixture() : StatusFixture(TestDatabase.Postgres);
