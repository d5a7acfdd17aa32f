using Xunit;

namespace Delivery.Riders.Tests.Regions;

[Trait("Needs", "postgres")]
public sealed class RegionEndpointsPostgresTests(RidersPostgresFixture fixture)
    : RegionEndpointsTests(fixture), IClassFixture<RidersPostgresFixture>;
