using System.Globalization;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>
/// The runtime's protocol under every kind of bad luck: random definitions and stimuli, repeated, reordered and sent again; up to three replicas
/// on one database, dying before and after commits; timers, mailbox and events. A failure names its seed, and
/// <c>DELIVERY_SIMULATION_SEED=…</c> in the environment plays just that one again. <c>DELIVERY_SIMULATION_STEPS=…</c> takes more or fewer steps.
/// </summary>
public sealed class RuntimeSimulationTests(ITestOutputHelper output)
{
    private const string SeedVariable = "DELIVERY_SIMULATION_SEED";
    private const string StepsVariable = "DELIVERY_SIMULATION_STEPS";

    [Fact]
    public Task Run_RandomWorlds_KeepsTheInvariants() => SimulateAsync(steps: 15_000);

    [Fact]
    [Trait("Length", "Nightly")]
    public Task Run_MillionsOfSteps_KeepsTheInvariants() => SimulateAsync(steps: 1_000_000);

    private async Task SimulateAsync(int steps)
    {
        if (Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given)
        {
            await OnThreadOfItsOwn(() => Play(int.Parse(given, CultureInfo.InvariantCulture)));
            return;
        }

        if (Environment.GetEnvironmentVariable(StepsVariable) is { Length: > 0 } wanted)
        {
            steps = int.Parse(wanted, CultureInfo.InvariantCulture);
        }

        var total = new Totals();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => OnThreadOfItsOwn(() => Simulate(steps, total))));
        output.WriteLine($"{total.Worlds} worlds, {total.Steps} steps, {total.Commits} commits, {total.Deaths} deaths");
    }

    /// <summary>Without the test runner's synchronization context, which would carry continuations away.</summary>
    private static Task OnThreadOfItsOwn(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Simulate(int steps, Totals total)
    {
        while (total.Steps < steps)
        {
            try
            {
                total.Add(Play(Random.Shared.Next()));
            }
            catch
            {
                // The others need not go on.
                total.Steps = int.MaxValue;
                throw;
            }
        }
    }

    private static World Play(int seed)
    {
        using var world = new World(seed);
        try
        {
            world.Run();
        }
        catch (Exception exception)
        {
            throw new ShouldAssertException(
                $"Seed {seed}; play it again with {SeedVariable}={seed} ./test --filter RuntimeSimulationTests{Environment.NewLine}"
                    + $"{exception.Message}{Environment.NewLine}{world.Trace}",
                exception);
        }

        return world;
    }

    private sealed class Totals
    {
        private readonly Lock _lock = new();

        public volatile int Steps;

        public int Worlds { get; private set; }

        public int Commits { get; private set; }

        public int Deaths { get; private set; }

        public void Add(World world)
        {
            lock (_lock)
            {
                Steps = (int)Math.Min((long)Steps + world.Steps, int.MaxValue);
                (Worlds, Commits, Deaths) = (Worlds + 1, Commits + world.Commits, Deaths + world.Deaths);
            }
        }
    }
}
