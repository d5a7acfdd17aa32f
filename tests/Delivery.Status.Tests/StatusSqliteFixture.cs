using Delivery.Testing.Servers;

namespace Delivery.Status.Tests;

public sealed class StatusSqliteFixture() : StatusFixture(TestDatabase.Sqlite);
