namespace Delivery.Messaging.Tests.Bus;

public sealed class InMemoryBusTests : BusTests
{
    protected override Task<IBusSetup> CreateSetupAsync() => Task.FromResult<IBusSetup>(new InMemorySetup());
}
