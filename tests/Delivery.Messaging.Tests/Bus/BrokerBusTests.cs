namespace Delivery.Messaging.Tests.Bus;

[Xunit.Trait("Needs", "Server")]
public sealed class BrokerBusTests : BusTests
{
    protected override Task<IBusSetup> CreateSetupAsync() => BrokerSetup.CreateAsync();
}
