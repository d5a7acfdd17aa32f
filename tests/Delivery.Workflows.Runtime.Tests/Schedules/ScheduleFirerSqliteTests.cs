using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Schedules;

public sealed class ScheduleFirerSqliteTests() : ScheduleFirerTests(TestDatabase.Sqlite);
