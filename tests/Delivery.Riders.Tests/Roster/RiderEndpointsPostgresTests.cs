using Xunit;

namespace Delivery.Riders.Tests.Roster;

[Trait("Needs", "postgres")]
public sealed class RiderEndpointsPostgresTests(RidersPostgresFixture fixture)
    : RiderEndpointsTests(fixture), IClassFixture<RidersPostgresFixture>;
