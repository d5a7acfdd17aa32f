using Xunit;

namespace Delivery.Notifications.Tests.Subscriptions;

[Trait("Needs", "Server")]
public sealed class SubscriptionPostgresTests(QuietNotificationsPostgresFixture fixture) : SubscriptionTests(fixture), IClassFixture<QuietNotificationsPostgresFixture>;
