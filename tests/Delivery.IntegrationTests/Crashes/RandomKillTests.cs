using Delivery.IntegrationTests.Processes;
using Xunit;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>Kills host and sandbox at moments that nobody chose.</summary>
[Trait("Needs", "Server")]
public sealed class RandomKillTests
{
    private static readonly TimeSpan SimulationDeadline = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(SetUp.SqliteInMemory, 3, 1)]
    [InlineData(SetUp.PostgresRabbitMq, 3, 2)]
    [InlineData(SetUp.SqliteInMemory, 12, 3, Traits = ["Length", "Nightly"])]
    [InlineData(SetUp.PostgresRabbitMq, 12, 4, Traits = ["Length", "Nightly"])]
    public async Task HostAndSandbox_KilledAtRandom_LoseAndDoubleNothing(SetUp setUp, int kills, int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var random = new Random(seed);
        await using var platform = await Platform.CreateAsync(setUp);
        await platform.StartSandboxAsync();
        await platform.StartHostAsync();
        var killed = new List<string>();
        var simulations = new SimulationSeries(platform, orders: 24, Report);

        for (var kill = 0; kill < kills; kill++)
        {
            await simulations.KeepRunningAsync(cancellation);
            var after = TimeSpan.FromMilliseconds(random.Next(500, 3500));
            // The moment of the kill is the point of the test; nothing is being waited for.
            await Task.Delay(after, TimeProvider.System, cancellation);
            var hitsSandbox = random.Next(3) == 0;
            if (hitsSandbox)
            {
                await platform.KillSandboxAsync();
                await platform.StartSandboxAsync();
            }
            else
            {
                await platform.KillHostAsync();
                await platform.StartHostAsync();
            }

            killed.Add($"{(hitsSandbox ? "sandbox" : "host")} after {after.TotalMilliseconds} ms");
        }

        await simulations.FinishAsync(SimulationDeadline, cancellation);

        var reached = (await File.ReadAllLinesAsync(platform.FailpointLog, cancellation)).Distinct().Order();
        TestContext.Current.TestOutputHelper!.WriteLine($"{Report()} Points passed: {string.Join(", ", reached)}.");

        string Report() => $"{setUp}: killed {string.Join(", ", killed)}.";
    }
}
