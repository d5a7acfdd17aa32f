using System.Globalization;
using System.Text.Json;
using Delivery.IntegrationTests.Processes;
using Delivery.Testing.Servers;
using Shouldly;
using Xunit;

namespace Delivery.IntegrationTests.Simulations;

/// <summary>The simulator against hosts that it starts itself, as <c>./run simulate</c> does.</summary>
public sealed class SimulationTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);

    [Theory]
    [Trait("Needs", "Server")]
    [Trait("Length", "Nightly")]
    [InlineData(SetUp.SqliteInMemory, false)]
    [InlineData(SetUp.PostgresRabbitMq, false)]
    [InlineData(SetUp.PostgresRabbitMq, true)]
    public Task Simulate_TwoHundredOrders_TakesEveryBranchWithoutViolation(SetUp setUp, bool separate) => SimulateAsync(setUp, separate, orders: 200);

    [Fact]
    [Trait("Needs", "Server")]
    public Task Simulate_ModulesInProcessesOfTheirOwn_EndsWithoutViolation() => SimulateAsync(SetUp.PostgresRabbitMq, separate: true, orders: 40);

    private static async Task SimulateAsync(SetUp setUp, bool separate, int orders)
    {
        List<string> arguments = ["simulate", "--orders", orders.ToString(CultureInfo.InvariantCulture), "--concurrency", "16", "--seed", "7"];
        if (setUp == SetUp.PostgresRabbitMq)
        {
            arguments.AddRange(["--postgres", PostgresDatabase.Server(), "--rabbitmq", Platform.RabbitMq()]);
        }

        if (separate)
        {
            arguments.Add("--separate");
        }

        await using var simulation = ChildProcess.Start("simulator", "Delivery.Host", arguments, new Dictionary<string, string?>());

        (await simulation.WaitForExitAsync(Deadline, TestContext.Current.CancellationToken)).ShouldBeTrue(simulation.Output);

        simulation.ExitCode.ShouldBe(0, simulation.Output);
        var report = JsonDocument.Parse(simulation.LastLine).RootElement;
        report.GetProperty("orders").GetInt32().ShouldBe(orders);
        report.GetProperty("violations").GetInt32().ShouldBe(0);
    }
}
