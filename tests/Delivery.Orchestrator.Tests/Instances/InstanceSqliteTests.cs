using Xunit;

namespace Delivery.Orchestrator.Tests.Instances;

public sealed class InstanceSqliteTests(OrchestratorSqliteFixture fixture) : InstanceTests(fixture), IClassFixture<OrchestratorSqliteFixture>;
