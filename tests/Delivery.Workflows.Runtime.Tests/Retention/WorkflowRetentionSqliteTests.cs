using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Retention;

public sealed class WorkflowRetentionSqliteTests() : WorkflowRetentionTests(TestDatabase.Sqlite);
