using System.Collections.Concurrent;
using Delivery.Simulator.Api;
using Delivery.Simulator.Checks;

namespace Delivery.Simulator.Play;

/// <summary>What all players share.</summary>
internal sealed class Stage(ApiClient api, World world, SandboxClient sandbox, Violations violations, TimeProvider timeProvider)
{
    private readonly ConcurrentBag<Task> _scenes = [];

    public ApiClient Api => api;

    public World World => world;

    public SandboxClient Sandbox => sandbox;

    public Violations Violations => violations;

    public TimeProvider Time => timeProvider;

    /// <summary>The orders under way or ended, by id.</summary>
    public ConcurrentDictionary<string, OrderRun> Orders { get; } = new();

    /// <summary>Plays a scene beside the others. One that fails by itself is a violation: players only do what the API offers.</summary>
    public void Play(OrderRun run, Func<Task> scene) => _scenes.Add(PlayAsync(run, scene));

    /// <summary>Waits until every scene has been played.</summary>
    public Task FinishAsync() => Task.WhenAll(_scenes);

    /// <summary>Looks again and again until it is told to stop.</summary>
    public async Task WatchAsync(TimeSpan pause, Func<CancellationToken, Task> look, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await look(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
            {
                violations.AddOnce("api-failed", null, exception.Message);
            }

            await Task.Delay(pause, timeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Acts on an order, and measures how long it takes until its status shows it.</summary>
    public async Task<ApiAnswer> ActAsync(OrderRun run, ApiCall call, CancellationToken cancellationToken)
    {
        var step = run.Begin();
        var answer = await api.SendAsync(call, cancellationToken);
        run.End(step, answer.IsSuccess);
        return answer;
    }

    private async Task PlayAsync(OrderRun run, Func<Task> scene)
    {
        try
        {
            await scene();
        }
        catch (OperationCanceledException)
        {
            // The order is given up; whoever gave it up has said why.
        }
        catch (Exception exception)
        {
            violations.Add("scene-failed", run.OrderId, exception.Message);
        }
    }
}
