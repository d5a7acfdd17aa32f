using Delivery.Testing.Servers;

namespace Delivery.Orchestrator.Tests;

public sealed class OrchestratorSqliteFixture() : OrchestratorFixture(TestDatabase.Sqlite);
