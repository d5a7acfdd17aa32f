using Xunit;

namespace Delivery.Orchestrator.Tests.Escalations;

public sealed class EscalationPostgresTests(OrchestratorPostgresFixture fixture) : EscalationTests(fixture), IClassFixture<OrchestratorPostgresFixture>;
