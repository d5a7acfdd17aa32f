using Xunit;

namespace Delivery.Stores.Tests.Catalog;

[Trait("Needs", "Server")]
public sealed class StoreEndpointsPostgresTests(StoresPostgresFixture fixture)
    : StoreEndpointsTests(fixture), IClassFixture<StoresPostgresFixture>;
