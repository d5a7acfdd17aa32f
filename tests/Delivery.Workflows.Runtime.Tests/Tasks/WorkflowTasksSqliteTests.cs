using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Tasks;

public sealed class WorkflowTasksSqliteTests() : WorkflowTasksTests(TestDatabase.Sqlite);
