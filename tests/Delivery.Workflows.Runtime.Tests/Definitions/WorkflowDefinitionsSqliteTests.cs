using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

public sealed class WorkflowDefinitionsSqliteTests() : WorkflowDefinitionsTests(TestDatabase.Sqlite);
