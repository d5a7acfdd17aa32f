using Delivery.IntegrationTests.Processes;
using Xunit;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>Kills host and sandbox at moments that nobody chose.</summary>
[Trait("Length", "Nightly")]
[Trait("Needs", "Server")]
public sealed class RandomKillTests
{
    private const int Kills = 8;
    private static readonly TimeSpan SimulationDeadline = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData(SetUp.SqliteInMemory, 1)]
    [InlineData(SetUp.PostgresRabbitMq, 2)]
    public async Task HostAndSandbox_KilledAtRandom_LoseAndDoubleNothing(SetUp setUp, int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var random = new Random(seed);
        await using var platform = await Platform.CreateAsync(setUp);
        await platform.StartSandboxAsync();
        await platform.StartHostAsync();
        var simulations = new SimulationSeries(platform);

        for (var kill = 0; kill < Kills; kill++)
        {
            await simulations.KeepRunningAsync(cancellation);
            // The moment of the kill is the point of the test; nothing is being waited for.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 3500)), TimeProvider.System, cancellation);
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
        }

        await simulations.FinishAsync(SimulationDeadline, cancellation);
    }
}
