using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

public sealed class DefinitionAuditSqliteTests() : DefinitionAuditTests(TestDatabase.Sqlite);
