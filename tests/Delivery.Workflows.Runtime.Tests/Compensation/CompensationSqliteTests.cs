using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Compensation;

public sealed class CompensationSqliteTests() : CompensationTests(TestDatabase.Sqlite);
