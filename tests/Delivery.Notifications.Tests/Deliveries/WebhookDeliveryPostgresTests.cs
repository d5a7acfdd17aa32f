using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

[Trait("Needs", "Server")]
public sealed class WebhookDeliveryPostgresTests(NotificationsPostgresFixture fixture) : WebhookDeliveryTests(fixture), IClassFixture<NotificationsPostgresFixture>;
