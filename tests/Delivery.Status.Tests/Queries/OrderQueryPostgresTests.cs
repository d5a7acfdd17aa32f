using Xunit;

namespace Delivery.Status.Tests.Queries;

[Trait("Needs", "Server")]
public sealed class OrderQueryPostgresTests(StatusPostgresFixture fixture) : OrderQueryTests(fixture), IClassFixture<StatusPostgresFixture>;
