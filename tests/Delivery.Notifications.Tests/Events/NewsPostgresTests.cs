using Xunit;

namespace Delivery.Notifications.Tests.Events;

[Trait("Needs", "Server")]
public sealed class NewsPostgresTests(QuietNotificationsPostgresFixture fixture) : NewsTests(fixture), IClassFixture<QuietNotificationsPostgresFixture>;
