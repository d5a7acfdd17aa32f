using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

public sealed class DeliveryQueueSqliteTests(QuietNotificationsSqliteFixture fixture) : DeliveryQueueTests(fixture), IClassFixture<QuietNotificationsSqliteFixture>;
