using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Messages;

public sealed class WorkflowIntakeSqliteTests() : WorkflowIntakeTests(TestDatabase.Sqlite);
