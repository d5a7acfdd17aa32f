using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Tasks;

[Trait("Needs", "Server")]
public sealed class WorkflowTasksPostgresTests() : WorkflowTasksTests(TestDatabase.Postgres);
