using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

public sealed class WebhookDeliverySqliteTests(NotificationsSqliteFixture fixture) : WebhookDeliveryTests(fixture), IClassFixture<NotificationsSqliteFixture>;
