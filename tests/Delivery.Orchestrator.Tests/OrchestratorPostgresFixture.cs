using Delivery.Testing.Servers;

namespace Delivery.Orchestrator.Tests;

public sealed class OrchestratorPostgresFixture() : OrchestratorFixture(TestDatabase.Postgres);
