using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Limits;

[Trait("Needs", "Server")]
public sealed class HttpOptionsPostgresTests() : HttpOptionsTests(TestDatabase.Postgres);
