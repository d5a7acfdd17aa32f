using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Http;

public sealed class RequestKeySqliteTests() : RequestKeyTests(TestDatabase.Sqlite);
