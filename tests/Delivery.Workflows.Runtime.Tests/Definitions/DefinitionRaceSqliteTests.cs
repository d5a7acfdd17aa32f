using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

public sealed class DefinitionRaceSqliteTests() : DefinitionRaceTests(TestDatabase.Sqlite);
