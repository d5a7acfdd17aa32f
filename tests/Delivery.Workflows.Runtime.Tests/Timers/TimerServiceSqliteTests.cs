using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Timers;

public sealed class TimerServiceSqliteTests() : TimerServiceTests(TestDatabase.Sqlite);
