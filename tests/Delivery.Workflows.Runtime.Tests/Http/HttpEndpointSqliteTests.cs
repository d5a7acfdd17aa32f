using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Http;

public sealed class HttpEndpointSqliteTests() : HttpEndpointTests(TestDatabase.Sqlite);
