using Xunit;

namespace Delivery.Orchestrator.Tests.Escalations;

public sealed class EscalationSqliteTests(OrchestratorSqliteFixture fixture) : EscalationTests(fixture), IClassFixture<OrchestratorSqliteFixture>;
