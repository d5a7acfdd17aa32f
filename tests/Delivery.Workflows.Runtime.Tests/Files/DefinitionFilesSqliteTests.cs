using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Files;

public sealed class DefinitionFilesSqliteTests() : DefinitionFilesTests(TestDatabase.Sqlite);
