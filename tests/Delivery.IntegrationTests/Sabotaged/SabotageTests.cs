using System.Text.Json;
using Delivery.IntegrationTests.Processes;
using Shouldly;
using Xunit;

namespace Delivery.IntegrationTests.Sabotaged;

/// <summary>Proves the simulator: a host that misbehaves in one of the ways that matter is found out, and for what it did.</summary>
public sealed class SabotageTests
{
    private static readonly TimeSpan SimulationDeadline = TimeSpan.FromMinutes(3);

    /// <param name="sabotage">How the host misbehaves.</param>
    /// <param name="violation">What the simulator must see of it.</param>
    [Theory]
    [InlineData("inbox-off,send-twice", "dead-letter")]
    [InlineData("drop-outbox-row=Orders.OrderPlaced", "stranded")]
    [InlineData("drop-outbox-row=Status.OrderStatusChanged", "not-notified")]
    [InlineData("capture-twice", "captured-twice")]
    [InlineData("stale-projection", "projection-differs")]
    [InlineData("show-unpaid-ticket", "unpaid-ticket")]
    public async Task Simulator_HostIsSabotaged_ReportsViolations(string sabotage, string violation)
    {
        var (exitCode, output, violations) = await SimulateAsync(sabotage, patienceSeconds: 20);

        exitCode.ShouldBe(1, output);
        violations.ShouldBeGreaterThan(0, output);
        output.ShouldContain($"VIOLATION {violation} ");
    }

    /// <summary>What comes twice is handled once: the switch that is harmless alone must be, or the test above proves nothing about the inbox.</summary>
    [Fact]
    public async Task Simulator_EverythingComesTwice_ReportsNone()
    {
        var (exitCode, output, violations) = await SimulateAsync("send-twice", patienceSeconds: 120);

        exitCode.ShouldBe(0, output);
        violations.ShouldBe(0, output);
    }

    private static async Task<(int ExitCode, string Output, int Violations)> SimulateAsync(string sabotage, int patienceSeconds)
    {
        await using var platform = await Platform.CreateAsync(SetUp.SqliteInMemory);
        await platform.StartSandboxAsync();
        await platform.StartHostAsync(sabotage: sabotage);
        await using var simulation = platform.Simulate(orders: 24, concurrency: 24, seed: 11, patienceSeconds);

        (await simulation.WaitForExitAsync(SimulationDeadline, TestContext.Current.CancellationToken)).ShouldBeTrue(simulation.Output);

        var violations = JsonDocument.Parse(simulation.LastLine).RootElement.GetProperty("violations").GetInt32();
        return (simulation.ExitCode, simulation.Output, violations);
    }
}
