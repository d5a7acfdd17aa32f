using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Checks;
using Delivery.Simulator.CommandLine;
using Delivery.Simulator.Hosting;
using Delivery.Simulator.Planning;
using Delivery.Simulator.Play;
using Delivery.Simulator.Reporting;
using Delivery.Simulator.Webhooks;

namespace Delivery.Simulator;

/// <summary>The simulator's entry, for its own process and for <c>./run simulate</c>.</summary>
public static class SimulatorProgram
{
    private const int Violated = 1;
    private const int Misused = 2;
    private const int MostShown = 50;

    /// <summary>Plays orders and checks the books.</summary>
    /// <param name="args">The simulator's command line.</param>
    /// <param name="hostAssembly">The host to start when no address is given.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, string? hostAssembly)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            var options = SimulatorOptions.Parse(args);
            if (options.ShowHelp)
            {
                await Console.Out.WriteLineAsync(SimulatorOptions.Help);
                return 0;
            }

            return await RunAsync(options, hostAssembly, stop.Token);
        }
        catch (SimulatorUsageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Misused;
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"The simulation cannot go on: {exception.Message}");
            return Violated;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return Violated;
        }
    }

    private static async Task<int> RunAsync(SimulatorOptions options, string? hostAssembly, CancellationToken cancellationToken)
    {
        if (options.Url is not null)
        {
            return await PlayAsync(options, options.Url, options.Sandbox, cancellationToken);
        }

        var assembly = hostAssembly ?? throw new SimulatorUsageException("Say where the host is: --url http://localhost:8080.");
        await Console.Error.WriteLineAsync("Starting a host on fresh data with short timeouts …");
        await using var setUp = await HostSetUp.StartAsync(options, assembly, TimeProvider.System, cancellationToken);
        return await PlayAsync(options, setUp.Url, setUp.Sandbox, cancellationToken);
    }

    private static async Task<int> PlayAsync(SimulatorOptions options, Uri url, Uri? sandboxUrl, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var violations = new Violations();
        var timings = new Timings();
        using var api = new ApiClient(url, options.Patience, violations, time);
        var world = await World.ReadAsync(api, time, cancellationToken);
        using var sandbox = new SandboxClient(api, sandboxUrl, world.Auditor(0), options.Patience, time);
        var stage = new Stage(api, world, sandbox, violations, time);
        var branches = Planner.Playable(await HasShortTimeoutsAsync(stage, cancellationToken));
        await using var receiver = new WebhookReceiver(violations);
        await receiver.StartAsync(cancellationToken);
        await using var subscribers = new Subscribers(stage, receiver);
        await subscribers.SubscribeAsync(cancellationToken);
        var simulation = new Simulation(stage, options, timings);
        var progress = new Progress(Console.Error, !Console.IsErrorRedirected, () => violations.Count, time);
        await simulation.PlayAsync(Planner.Plan(options.Orders, options.Seed, branches), progress, cancellationToken);
        await Console.Error.WriteLineAsync("Checking the books …");
        await new FinalCheck(stage, receiver, subscribers).RunAsync(simulation.Runs, cancellationToken);
        return Conclude(simulation, branches, violations, timings);
    }

    /// <summary>A host whose times are those of life would keep the simulation for hours: the branches that wait for one are left out then.</summary>
    private static async Task<bool> HasShortTimeoutsAsync(Stage stage, CancellationToken cancellationToken)
    {
        var answer = await stage.Api.SendAsync(ApiCall.Get("/ops/about", stage.World.Auditor(0)), cancellationToken);
        var isShort = answer.IsSuccess && answer.Read<About>().Timeouts.Count > 0;
        if (!isShort)
        {
            await Console.Error.WriteLineAsync("The host's timeouts are not shortened: branches that wait for one are left out.");
        }

        return isShort;
    }

    private static int Conclude(Simulation simulation, IReadOnlyList<Branch> branches, Violations violations, Timings timings)
    {
        var runs = simulation.Runs;
        var taken = BranchCounter.Count(runs, branches);
        if (runs.Count >= Planner.OrdersForEveryBranch)
        {
            foreach (var missing in taken.Where(branch => branch.Value == 0))
            {
                violations.Add("branch-not-taken", null, missing.Key);
            }
        }

        foreach (var run in runs.Where(run => !BranchCounter.WasTaken(run)).Take(MostShown))
        {
            Console.Out.WriteLine($"DETOUR {run.OrderId} {run.Plan.Branch} ended as {run.Outcome}: {string.Join(" ", run.Deeds.Seen)}");
        }

        // Some of each kind: a hundred of one must not hide another.
        foreach (var violation in violations.All.GroupBy(violation => violation.Kind).SelectMany(kind => kind.Take(MostShown)))
        {
            Console.Out.WriteLine($"VIOLATION {violation.Kind} {violation.OrderId} {violation.Detail}");
        }

        var report = new Report(
            runs.Count,
            runs.Count(run => run.Outcome == OrderOutcome.Completed),
            new SortedDictionary<string, int>(
                runs.GroupBy(run => run.Outcome?.ToString() ?? run.Status?.ToString() ?? "NotPlaced").ToDictionary(group => group.Key, group => group.Count())),
            taken,
            Math.Round(runs.Count / simulation.Duration.TotalSeconds, 2),
            timings.Lifecycles,
            timings.Steps,
            violations.Count);
        report.WriteTable(Console.Out);
        Console.Out.WriteLine(report.ToJson());
        return violations.Count == 0 ? 0 : Violated;
    }
}
