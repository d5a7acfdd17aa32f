using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Messages;

[Trait("Needs", "Server")]
public sealed class WorkflowIntakePostgresTests() : WorkflowIntakeTests(TestDatabase.Postgres);
