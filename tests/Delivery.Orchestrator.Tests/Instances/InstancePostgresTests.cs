using Xunit;

namespace Delivery.Orchestrator.Tests.Instances;

[Trait("Needs", "Server")]
public sealed class InstancePostgresTests(OrchestratorPostgresFixture fixture) : InstanceTests(fixture), IClassFixture<OrchestratorPostgresFixture>;
