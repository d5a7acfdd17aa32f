using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Schedules;

[Trait("Needs", "Server")]
public sealed class ScheduleFirerPostgresTests() : ScheduleFirerTests(TestDatabase.Postgres);
