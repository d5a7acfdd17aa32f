using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Persistence;

[Trait("Needs", "Server")]
public sealed class DefinitionHeadersMigrationPostgresTests() : DefinitionHeadersMigrationTests(TestDatabase.Postgres);
