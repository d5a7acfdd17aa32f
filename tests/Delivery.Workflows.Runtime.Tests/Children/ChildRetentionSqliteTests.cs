using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Children;

public sealed class ChildRetentionSqliteTests() : ChildRetentionTests(TestDatabase.Sqlite);
