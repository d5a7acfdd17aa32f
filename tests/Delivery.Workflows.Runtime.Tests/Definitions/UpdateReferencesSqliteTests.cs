using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Definitions;

public sealed class UpdateReferencesSqliteTests() : UpdateReferencesTests(TestDatabase.Sqlite);
