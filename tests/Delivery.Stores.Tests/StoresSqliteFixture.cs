using Delivery.Testing.Servers;

namespace Delivery.Stores.Tests;

public sealed class StoresSqliteFixture() : StoresFixture(TestDatabase.Sqlite);
