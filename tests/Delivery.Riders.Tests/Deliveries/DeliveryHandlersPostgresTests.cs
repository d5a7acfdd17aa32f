using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

[Trait("Needs", "postgres")]
public sealed class DeliveryHandlersPostgresTests(RidersPostgresFixture fixture)
    : DeliveryHandlersTests(fixture), IClassFixture<RidersPostgresFixture>;
