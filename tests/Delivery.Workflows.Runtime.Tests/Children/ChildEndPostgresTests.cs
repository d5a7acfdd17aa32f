using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Children;

[Trait("Needs", "Server")]
public sealed class ChildEndPostgresTests() : ChildEndTests(TestDatabase.Postgres);
