using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Compensation;

[Trait("Needs", "Server")]
public sealed class CompensationPostgresTests() : CompensationTests(TestDatabase.Postgres);
