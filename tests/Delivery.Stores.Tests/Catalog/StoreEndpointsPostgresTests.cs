using Xunit;

namespace Delivery.Stores.Tests.Catalog;

[Trait("Needs", "postgres")]
public sealed class StoreEndpointsPostgresTests(StoresPostgresFixture fixture) : StoreEndpointsTests(fixture), IClassFixture<StoresPostgresFixture>;
