using System.Globalization;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>
/// The runtime's protocol under every kind of bad luck: random definitions and stimuli, repeated, reordered and sent again; up to three replicas
/// on one database, dying before and after commits; timers, mailbox, events, children, compensation, faults and their repair, HTTP requests,
/// operators and retention. A failure names its seed, and <c>DELIVERY_SIMULATION_SEED=…</c> in the environment plays just that one again. The
/// same worlds are played every time; <c>DELIVERY_SIMULATION_STEPS=…</c> plays new ones for so many steps, as the nightly test does.
/// </summary>
public sealed class RuntimeSimulationTests(ITestOutputHelper output)
{
    private const string SeedVariable = "DELIVERY_SIMULATION_SEED";
    private const string StepsVariable = "DELIVERY_SIMULATION_STEPS";

    /// <summary>About 15 000 steps.</summary>
    private const int KnownWorlds = 36;

    [Fact]
    public async Task Run_Worlds_KeepsTheInvariants()
    {
        if (Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given)
        {
            await OnThreadOfItsOwn(() => Play(int.Parse(given, CultureInfo.InvariantCulture)));
            return;
        }

        if (Environment.GetEnvironmentVariable(StepsVariable) is { Length: > 0 } wanted)
        {
            await SimulateAsync(Random.Shared.Next, int.MaxValue, int.Parse(wanted, CultureInfo.InvariantCulture));
            return;
        }

        var last = 0;
        await SimulateAsync(() => Interlocked.Increment(ref last), KnownWorlds, int.MaxValue);
    }

    [Fact]
    [Trait("Length", "Nightly")]
    public Task Run_MillionsOfSteps_KeepsTheInvariants() => SimulateAsync(Random.Shared.Next, int.MaxValue, steps: 1_000_000);

    private async Task SimulateAsync(Func<int> draw, int lastSeed, int steps)
    {
        var total = new Totals();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => OnThreadOfItsOwn(() => Simulate(draw, lastSeed, steps, total))));
        output.WriteLine($"{total.Worlds} worlds, {total.Steps} steps, {total.Commits} commits, {total.Deaths} deaths");
    }

    /// <summary>Without the test runner's synchronization context, which would carry continuations away.</summary>
    private static Task OnThreadOfItsOwn(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Simulate(Func<int> draw, int lastSeed, int steps, Totals total)
    {
        while (total.Steps < steps && draw() is var seed && seed <= lastSeed)
        {
            try
            {
                total.Add(Play(seed));
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
