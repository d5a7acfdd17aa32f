using System.Text.Json;
using Delivery.IntegrationTests.Processes;
using Shouldly;
using Xunit;

namespace Delivery.IntegrationTests.Sabotaged;

/// <summary>Proves the simulator: a host that misbehaves in one of the ways that matter is found out.</summary>
public sealed class SabotageTests
{
    private static readonly TimeSpan SimulationDeadline = TimeSpan.FromMinutes(3);

    [Theory]
    [Trait("Length", "Nightly")]
    [InlineData("inbox-off,send-twice")]
    [InlineData("drop-outbox-row")]
    [InlineData("capture-twice")]
    [InlineData("stale-projection")]
    [InlineData("show-unpaid-ticket")]
    public async Task Simulator_HostIsSabotaged_ReportsViolations(string sabotage)
    {
        await using var platform = await Platform.CreateAsync(SetUp.SqliteInMemory);
        await platform.StartSandboxAsync();
        await platform.StartHostAsync(sabotage: sabotage);
        await using var simulation = platform.Simulate(orders: 40, concurrency: 16, seed: 11, patienceSeconds: 30);

        (await simulation.WaitForExitAsync(SimulationDeadline, TestContext.Current.CancellationToken)).ShouldBeTrue(simulation.Output);

        simulation.ExitCode.ShouldBe(1, simulation.Output);
        JsonDocument.Parse(simulation.LastLine).RootElement.GetProperty("violations").GetInt32().ShouldBeGreaterThan(0, simulation.Output);
    }

    [Fact]
    public async Task Simulator_HostBehaves_ReportsNone()
    {
        await using var platform = await Platform.CreateAsync(SetUp.SqliteInMemory);
        await platform.StartSandboxAsync();
        await platform.StartHostAsync();
        await using var simulation = platform.Simulate(orders: 40, concurrency: 16, seed: 11);

        (await simulation.WaitForExitAsync(SimulationDeadline, TestContext.Current.CancellationToken)).ShouldBeTrue(simulation.Output);

        simulation.ExitCode.ShouldBe(0, simulation.Output);
    }
}
