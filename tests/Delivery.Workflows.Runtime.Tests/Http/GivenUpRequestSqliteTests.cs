using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Http;

public sealed class GivenUpRequestSqliteTests() : GivenUpRequestTests(TestDatabase.Sqlite);
