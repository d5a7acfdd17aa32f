using Xunit;

namespace Delivery.Status.Tests.Retention;

[Trait("Needs", "Server")]
public sealed class HistoryRetentionPostgresTests(StatusPostgresFixture fixture) : HistoryRetentionTests(fixture), IClassFixture<StatusPostgresFixture>;
