using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

public sealed class DeliveryEndpointsSqliteTests(RidersSqliteFixture fixture)
    : DeliveryEndpointsTests(fixture), IClassFixture<RidersSqliteFixture>;
