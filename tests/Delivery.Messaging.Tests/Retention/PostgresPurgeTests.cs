using Delivery.Messaging.Tests.Bus;
using Xunit;

namespace Delivery.Messaging.Tests.Retention;

[Trait("Needs", "Server")]
public sealed class PostgresPurgeTests : PurgeTests
{
    protected override Task<IBusSetup> CreateSetupAsync() => BrokerSetup.CreateAsync();
}
