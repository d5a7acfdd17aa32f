using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Limits;

public sealed class RuntimeOptionsSqliteTests() : RuntimeOptionsTests(TestDatabase.Sqlite);
