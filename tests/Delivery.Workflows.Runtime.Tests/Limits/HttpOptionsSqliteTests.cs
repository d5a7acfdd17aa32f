using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Limits;

public sealed class HttpOptionsSqliteTests() : HttpOptionsTests(TestDatabase.Sqlite);
