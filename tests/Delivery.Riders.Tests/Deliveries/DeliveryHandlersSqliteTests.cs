using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

public sealed class DeliveryHandlersSqliteTests(RidersSqliteFixture fixture)
    : DeliveryHandlersTests(fixture), IClassFixture<RidersSqliteFixture>;
