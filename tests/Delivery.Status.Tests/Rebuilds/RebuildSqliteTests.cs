using Xunit;

namespace Delivery.Status.Tests.Rebuilds;

public sealed class RebuildSqliteTests(StatusSqliteFixture fixture) : RebuildTests(fixture), IClassFixture<StatusSqliteFixture>;
