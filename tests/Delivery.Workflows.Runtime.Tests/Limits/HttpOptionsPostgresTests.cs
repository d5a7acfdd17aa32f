using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Limits;

public sealed class HttpOptionsPostgresTests() : HttpOptionsTests(TestDatabase.Postgres);
