using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Timers;

[Trait("Needs", "Server")]
public sealed class TimerServicePostgresTests() : TimerServiceTests(TestDatabase.Postgres);
