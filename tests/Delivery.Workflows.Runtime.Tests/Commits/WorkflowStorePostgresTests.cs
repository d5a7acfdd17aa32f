using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Commits;

[Trait("Needs", "Server")]
public sealed class WorkflowStorePostgresTests() : WorkflowStoreTests(TestDatabase.Postgres);
