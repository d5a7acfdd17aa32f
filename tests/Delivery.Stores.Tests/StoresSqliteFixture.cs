using Delivery.Testing.Api;

namespace Delivery.Stores.Tests;

public sealed class StoresSqliteFixture() : StoresFixture(TestDatabase.Sqlite);
