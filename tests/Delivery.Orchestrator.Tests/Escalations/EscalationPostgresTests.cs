using Xunit;

namespace Delivery.Orchestrator.Tests.Escalations;

[Trait("Needs", "Server")]
public sealed class EscalationPostgresTests(OrchestratorPostgresFixture fixture) : EscalationTests(fixture), IClassFixture<OrchestratorPostgresFixture>;
