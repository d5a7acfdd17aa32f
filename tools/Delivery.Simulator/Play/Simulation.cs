using Delivery.Simulator.CommandLine;
using Delivery.Simulator.Planning;
using Delivery.Simulator.Reporting;

namespace Delivery.Simulator.Play;

/// <summary>Plays all orders, so many at a time.</summary>
internal sealed class Simulation(Stage stage, SimulatorOptions options, Timings timings)
{
    private readonly List<OrderRun> _runs = [];
    private int _begun;
    private int _ended;

    public IReadOnlyList<OrderRun> Runs => _runs;

    /// <summary>How long the orders took together.</summary>
    public TimeSpan Duration { get; private set; }

    public async Task PlayAsync(IReadOnlyList<OrderPlan> plans, Progress progress, CancellationToken cancellationToken)
    {
        _runs.AddRange(plans.Select(CreateRun));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var riders = new RiderFleet(stage);
        var feed = new StatusFeed(stage);
        await riders.GoOnDutyAsync(onDuty: true, cancellationToken);
        Task[] watchers =
        [
            feed.ListenAsync(stop.Token), new Kitchens(stage).WatchAsync(stop.Token), riders.WatchAsync(stop.Token),
            new Operators(stage).WatchAsync(stop.Token), progress.ShowAsync(() => new Progress.State(_ended, _runs.Count, _begun - _ended), stop.Token),
        ];
        await feed.Open.WaitAsync(options.Patience, stage.Time, cancellationToken);
        var started = stage.Time.GetTimestamp();
        await PlayOrdersAsync(cancellationToken);
        Duration = stage.Time.GetElapsedTime(started);
        await stop.CancelAsync();
        await Task.WhenAll(watchers);
        await stage.FinishAsync();
        await riders.GoOnDutyAsync(onDuty: false, cancellationToken);
    }

    private async Task PlayOrdersAsync(CancellationToken cancellationToken)
    {
        var customers = new Customers(stage);
        await Parallel.ForEachAsync(
            _runs,
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
            async (run, token) =>
            {
                Interlocked.Increment(ref _begun);
                try
                {
                    await customers.PlayAsync(run, options.Patience, token);
                }
                catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
                {
                    stage.Violations.Add("order-failed", run.OrderId, exception.Message);
                }

                Interlocked.Increment(ref _ended);
            });
    }

    private OrderRun CreateRun(OrderPlan plan)
    {
        var world = stage.World;
        var store = world.Stores[plan.Store % world.Stores.Count];
        return new OrderRun(plan, world.Regions[plan.Region % world.Regions.Count].RegionId, timings, stage.Time)
        {
            CustomerId = world.Customer(plan.Customer).Subject,
            StoreId = store.StoreId,
            DeliveryFee = store.DeliveryFee,
            ItemsTotal = Cart.Of(plan, world.Menus[store.StoreId]).Sum(line => line.Item.Price * line.Quantity),
        };
    }
}
