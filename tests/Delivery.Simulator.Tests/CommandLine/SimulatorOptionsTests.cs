using Delivery.Simulator.CommandLine;

namespace Delivery.Simulator.Tests.CommandLine;

public sealed class SimulatorOptionsTests
{
    [Fact]
    public void Parse_AllOptions_TakesThem()
    {
        var options = SimulatorOptions.Parse(["--orders", "200", "--concurrency", "16", "--seed", "7", "--url", "http://localhost:8080", "--patience", "5"]);

        options.Orders.ShouldBe(200);
        options.Concurrency.ShouldBe(16);
        options.Seed.ShouldBe(7);
        options.Url.ShouldBe(new Uri("http://localhost:8080"));
        options.Patience.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("--orders")]
    [InlineData("--orders", "0")]
    [InlineData("--orders", "many")]
    [InlineData("--url", "localhost")]
    [InlineData("--speed", "9")]
    [InlineData("--separate")]
    [InlineData("--url", "http://localhost:1", "--postgres", "Host=x")]
    public void Parse_UnknownOrContradictory_IsRefused(params string[] args) =>
        Should.Throw<SimulatorUsageException>(() => SimulatorOptions.Parse(args));
}
