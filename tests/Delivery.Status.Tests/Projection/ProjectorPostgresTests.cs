using Xunit;

namespace Delivery.Status.Tests.Projection;

[Trait("Needs", "Server")]
public sealed class ProjectorPostgresTests(StatusPostgresFixture fixture) : ProjectorTests(fixture), IClassFixture<StatusPostgresFixture>;
