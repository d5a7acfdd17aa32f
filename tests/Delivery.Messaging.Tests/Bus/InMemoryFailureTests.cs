namespace Delivery.Messaging.Tests.Bus;

public sealed class InMemoryFailureTests : FailureTests
{
    protected override Task<IBusSetup> CreateSetupAsync() => Task.FromResult<IBusSetup>(new InMemorySetup());
}
