using Xunit;

namespace Delivery.Orchestrator.Tests.Instances;

[Trait("Needs", "Server")]
public sealed class AlterationPostgresTests(OrchestratorPostgresFixture fixture) : AlterationTests(fixture), IClassFixture<OrchestratorPostgresFixture>;
