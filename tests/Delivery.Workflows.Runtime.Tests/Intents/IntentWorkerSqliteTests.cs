using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Intents;

public sealed class IntentWorkerSqliteTests() : IntentWorkerTests(TestDatabase.Sqlite);
