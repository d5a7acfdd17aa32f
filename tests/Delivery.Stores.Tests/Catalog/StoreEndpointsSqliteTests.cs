using Xunit;

namespace Delivery.Stores.Tests.Catalog;

public sealed class StoreEndpointsSqliteTests(StoresSqliteFixture fixture)
    : StoreEndpointsTests(fixture), IClassFixture<StoresSqliteFixture>;
