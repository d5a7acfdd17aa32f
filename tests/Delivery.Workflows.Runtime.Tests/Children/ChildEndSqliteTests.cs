using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Children;

public sealed class ChildEndSqliteTests() : ChildEndTests(TestDatabase.Sqlite);
