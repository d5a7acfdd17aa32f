using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Instances;

public sealed class WorkflowInstancesSqliteTests() : WorkflowInstancesTests(TestDatabase.Sqlite);
