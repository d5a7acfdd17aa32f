using Xunit;

namespace Delivery.Status.Tests.Streams;

[Trait("Needs", "Server")]
public sealed class ChangeStreamPostgresTests(StatusPostgresFixture fixture) : ChangeStreamTests(fixture), IClassFixture<StatusPostgresFixture>;
