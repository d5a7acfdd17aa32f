using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

[Trait("Needs", "postgres")]
public sealed class DeliveryVisibilityPostgresTests(RidersPostgresFixture fixture)
    : DeliveryVisibilityTests(fixture), IClassFixture<RidersPostgresFixture>;
