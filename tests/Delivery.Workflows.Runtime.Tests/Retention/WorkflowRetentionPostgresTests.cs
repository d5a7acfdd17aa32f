using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Retention;

[Trait("Needs", "Server")]
public sealed class WorkflowRetentionPostgresTests() : WorkflowRetentionTests(TestDatabase.Postgres);
