using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Intents;

[Trait("Needs", "Server")]
public sealed class IntentWorkerPostgresTests() : IntentWorkerTests(TestDatabase.Postgres);
