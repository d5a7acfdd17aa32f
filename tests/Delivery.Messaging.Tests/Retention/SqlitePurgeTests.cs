using Delivery.Messaging.Tests.Bus;

namespace Delivery.Messaging.Tests.Retention;

public sealed class SqlitePurgeTests : PurgeTests
{
    protected override Task<IBusSetup> CreateSetupAsync() => Task.FromResult<IBusSetup>(new InMemorySetup());
}
