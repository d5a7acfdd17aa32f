using Xunit;

namespace Delivery.Status.Tests.Rebuilds;

[Trait("Needs", "Server")]
public sealed class RebuildPostgresTests(StatusPostgresFixture fixture) : RebuildTests(fixture), IClassFixture<StatusPostgresFixture>;
