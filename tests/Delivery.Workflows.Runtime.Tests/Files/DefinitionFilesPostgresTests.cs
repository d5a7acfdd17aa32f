using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Files;

[Trait("Needs", "Server")]
public sealed class DefinitionFilesPostgresTests() : DefinitionFilesTests(TestDatabase.Postgres);
