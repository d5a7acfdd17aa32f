using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

public sealed class DeliveryVisibilitySqliteTests(RidersSqliteFixture fixture)
    : DeliveryVisibilityTests(fixture), IClassFixture<RidersSqliteFixture>;
