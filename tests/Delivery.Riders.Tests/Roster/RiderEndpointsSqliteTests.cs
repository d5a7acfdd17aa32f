using Xunit;

namespace Delivery.Riders.Tests.Roster;

public sealed class RiderEndpointsSqliteTests(RidersSqliteFixture fixture)
    : RiderEndpointsTests(fixture), IClassFixture<RidersSqliteFixture>;
