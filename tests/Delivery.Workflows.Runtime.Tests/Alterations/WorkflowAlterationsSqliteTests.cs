using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Alterations;

public sealed class WorkflowAlterationsSqliteTests() : WorkflowAlterationsTests(TestDatabase.Sqlite);
