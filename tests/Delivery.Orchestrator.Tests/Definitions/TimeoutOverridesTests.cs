using Delivery.Orchestrator.Definitions;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Definitions;

public sealed class TimeoutOverridesTests
{
    private static readonly string[] Variables = ["storeAnswer", "pickUp"];

    [Theory]
    [InlineData("storeAnswer")]
    [InlineData("STOREANSWER")]
    public void Read_NameInAnyCase_IsThatOfTheVariable(string name) =>
        Read(name, "00:00:05").Values.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("storeAnswer", TimeSpan.FromSeconds(5)));

    [Fact]
    public void Read_UnknownName_SaysWhichThereAre() =>
        Should.Throw<InvalidOperationException>(() => Read("storeAnsver", "00:00:05")).Message
            .ShouldBe("Timeouts:storeAnsver is no time-out of the order life cycle. There are: pickUp, storeAnswer.");

    [Theory]
    [InlineData("soon")]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    public void Read_NoTime_SaysHowToWriteOne(string value) =>
        Should.Throw<InvalidOperationException>(() => Read("pickUp", value)).Message.ShouldContain("00:00:05");

    [Fact]
    public void ReadTimeouts_OfTheDeployedDefinition_AreThoseThatTheDiagramsUse()
    {
        var directory = DefinitionsDirectory.Find(new ConfigurationBuilder().Build());

        LifecycleDefinition.ReadTimeouts(directory).ShouldBe(
            [
                "paymentAnswer", "deferredPayment", "storeAnswer", "storeAway", "cookingStart", "cookingFinish", "riderSearchStep", "pickUp", "handOver",
                "captureRetryDelay", "answer", "escalationReminder",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Find_ConfiguredFolderIsMissing_SaysSo() =>
        Should.Throw<DirectoryNotFoundException>(() => DefinitionsDirectory.Find(
            new ConfigurationBuilder().AddInMemoryCollection([new(DefinitionsDirectory.Setting, "/nowhere")]).Build()));

    private static TimeoutOverrides Read(string name, string value) => TimeoutOverrides.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("Timeouts:" + name, value)]).Build(), Variables);
}
