using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Alterations;

[Trait("Needs", "Server")]
public sealed class WorkflowAlterationsPostgresTests() : WorkflowAlterationsTests(TestDatabase.Postgres);
