using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

[Trait("Needs", "postgres")]
public sealed class DeliveryEndpointsPostgresTests(RidersPostgresFixture fixture)
    : DeliveryEndpointsTests(fixture), IClassFixture<RidersPostgresFixture>;
