using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

[Trait("Needs", "Server")]
public sealed class DefinitionAuditPostgresTests() : DefinitionAuditTests(TestDatabase.Postgres);
