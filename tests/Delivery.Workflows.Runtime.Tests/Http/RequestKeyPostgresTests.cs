using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Http;

[Trait("Needs", "Server")]
public sealed class RequestKeyPostgresTests() : RequestKeyTests(TestDatabase.Postgres);
