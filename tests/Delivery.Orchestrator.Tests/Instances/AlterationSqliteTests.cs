using Xunit;

namespace Delivery.Orchestrator.Tests.Instances;

public sealed class AlterationSqliteTests(OrchestratorSqliteFixture fixture) : AlterationTests(fixture), IClassFixture<OrchestratorSqliteFixture>;
