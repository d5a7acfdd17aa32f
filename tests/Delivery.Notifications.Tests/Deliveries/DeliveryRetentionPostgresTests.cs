using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

[Trait("Needs", "Server")]
public sealed class DeliveryRetentionPostgresTests(QuietNotificationsPostgresFixture fixture)
    : DeliveryRetentionTests(fixture), IClassFixture<QuietNotificationsPostgresFixture>;
