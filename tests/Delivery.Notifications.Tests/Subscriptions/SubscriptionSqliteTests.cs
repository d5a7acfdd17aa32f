using Xunit;

namespace Delivery.Notifications.Tests.Subscriptions;

public sealed class SubscriptionSqliteTests(QuietNotificationsSqliteFixture fixture) : SubscriptionTests(fixture), IClassFixture<QuietNotificationsSqliteFixture>;
