using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

public sealed class DeliveryRacesSqliteTests(RidersSqliteFixture fixture)
    : DeliveryRacesTests(fixture), IClassFixture<RidersSqliteFixture>;
