using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

[Trait("Needs", "Server")]
public sealed class DeliveryQueuePostgresTests(QuietNotificationsPostgresFixture fixture) : DeliveryQueueTests(fixture), IClassFixture<QuietNotificationsPostgresFixture>;
