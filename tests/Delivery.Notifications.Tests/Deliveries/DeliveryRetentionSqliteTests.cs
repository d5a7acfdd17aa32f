using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

public sealed class DeliveryRetentionSqliteTests(QuietNotificationsSqliteFixture fixture)
    : DeliveryRetentionTests(fixture), IClassFixture<QuietNotificationsSqliteFixture>;
