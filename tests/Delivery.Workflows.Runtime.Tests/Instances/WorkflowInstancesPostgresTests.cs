using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Instances;

[Trait("Needs", "Server")]
public sealed class WorkflowInstancesPostgresTests() : WorkflowInstancesTests(TestDatabase.Postgres);
