using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Http;

public sealed class RepeatedRequestSqliteTests() : RepeatedRequestTests(TestDatabase.Sqlite);
