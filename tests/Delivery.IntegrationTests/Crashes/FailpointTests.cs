using Delivery.IntegrationTests.Processes;
using Delivery.Messaging.Failpoints;
using Shouldly;
using Xunit;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>
/// Kills the host at every commit, send and acknowledge boundary while orders are under way, and lets the simulator check from the outside that
/// nothing was lost, doubled or stranded.
/// </summary>
[Trait("Needs", "Server")]
public sealed class FailpointTests
{
    private static readonly TimeSpan PointDeadline = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan SimulationDeadline = TimeSpan.FromMinutes(10);
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The relays differ: only the one in memory writes acknowledgements down, only the other deletes what it has sent.</summary>
    private static readonly Dictionary<SetUp, string[]> NotThere = new()
    {
        [SetUp.SqliteInMemory] = [FailpointNames.RelayBeforeCommit, FailpointNames.RelayAfterCommit],
        [SetUp.PostgresRabbitMq] = [FailpointNames.RelayBeforeAcknowledgements, FailpointNames.RelayAfterAcknowledgements],
    };

    [Theory]
    [InlineData(SetUp.SqliteInMemory)]
    [InlineData(SetUp.PostgresRabbitMq)]
    public async Task Host_KilledAtEveryBoundary_LosesAndDoublesNothing(SetUp setUp)
    {
        await using var platform = await Platform.CreateAsync(setUp);
        await platform.StartSandboxAsync();
        // The order life cycle has nothing done outside by intents: those points have a test of their own.
        var points = FailpointNames.All.Except(NotThere[setUp])
            .Where(point => !point.StartsWith("intent.", StringComparison.Ordinal)).ToList();
        var killed = new List<string>();
        var simulations = new SimulationSeries(platform, orders: 40, Report);

        foreach (var point in points)
        {
            if (point.StartsWith("dead-letter.", StringComparison.Ordinal))
            {
                await PoisonedMessage.AddAsync(platform);
            }

            // Not the first time: by then the process is busy with more than one thing.
            await platform.StartHostAsync($"{point}:{(IsRare(point) ? 1 : 4)}");
            (await simulations.KeepRunningUntilHostDiesAsync(PointDeadline, Cancellation)).ShouldBeTrue(
                $"The host never reached {point}. {simulations.Explain()}");
            platform.Host.ExitCode.ShouldBe(137, $"The host was to be killed at {point}. {Report()} {platform.Host.Output}");
            killed.Add(point);
        }

        await platform.StartHostAsync();
        await simulations.FinishAsync(SimulationDeadline, Cancellation);

        var hit = await File.ReadAllLinesAsync(platform.FailpointLog, Cancellation);
        points.Except(hit).ShouldBeEmpty(Report());
        points.Except(killed).ShouldBeEmpty(Report());
        TestContext.Current.TestOutputHelper!.WriteLine(Report());

        string Report() => $"{setUp}: killed at {killed.Count} of {points.Count} points: {string.Join(", ", killed)}.";
    }

    private static bool IsRare(string point) => point.StartsWith("dead-letter.", StringComparison.Ordinal) || point.StartsWith("mailbox.", StringComparison.Ordinal);
}
