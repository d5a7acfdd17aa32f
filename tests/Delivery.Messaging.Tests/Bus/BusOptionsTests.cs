using Delivery.Messaging.Bus;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Bus;

public sealed class BusOptionsTests
{
    [Fact]
    public void For_Section_ReadsEverything()
    {
        var options = BusOptions.For(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bus:RabbitMq"] = "amqp://somewhere",
            ["Bus:Concurrency"] = "7",
            ["Bus:ConcurrencyOf:orchestrator"] = "64",
            ["Bus:AttemptDelay"] = "00:00:01",
        }).Build());

        options.IsInMemory.ShouldBeFalse();
        options.Concurrency.ShouldBe(7);
        options.ConcurrencyOf["Orchestrator"].ShouldBe(64);
        options.AttemptDelay.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void EnsureCanHost_PartWithoutABroker_NamesWhatIsMissing() =>
        Should.Throw<InvalidOperationException>(() => new BusOptions().EnsureCanHost(["orders"], ["orders", "riders", "stores"]))
            .Message.ShouldContain("riders, stores would be missing");

    [Fact]
    public void EnsureCanHost_AllWithoutABroker_IsFine() =>
        Should.NotThrow(() => new BusOptions().EnsureCanHost(["orders", "identity", "stores"], ["orders", "stores"]));

    [Fact]
    public void EnsureCanHost_PartWithABroker_IsFine() =>
        Should.NotThrow(() => new BusOptions { RabbitMq = "amqp://somewhere" }.EnsureCanHost(["orders"], ["orders", "stores"]));
}
