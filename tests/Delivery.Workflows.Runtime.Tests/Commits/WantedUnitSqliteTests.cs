using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Commits;

public sealed class WantedUnitSqliteTests() : WantedUnitTests(TestDatabase.Sqlite);
