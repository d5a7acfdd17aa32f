using Xunit;

namespace Delivery.Riders.Tests.Regions;

public sealed class RegionEndpointsSqliteTests(RidersSqliteFixture fixture)
    : RegionEndpointsTests(fixture), IClassFixture<RidersSqliteFixture>;
