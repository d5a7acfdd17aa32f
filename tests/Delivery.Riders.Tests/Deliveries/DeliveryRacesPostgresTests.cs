using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

[Trait("Needs", "postgres")]
public sealed class DeliveryRacesPostgresTests(RidersPostgresFixture fixture)
    : DeliveryRacesTests(fixture), IClassFixture<RidersPostgresFixture>;
