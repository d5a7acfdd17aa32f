using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Persistence;

public sealed class DefinitionHeadersMigrationSqliteTests() : DefinitionHeadersMigrationTests(TestDatabase.Sqlite);
