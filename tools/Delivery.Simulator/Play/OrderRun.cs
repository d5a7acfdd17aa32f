using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;
using Delivery.Simulator.Reporting;

namespace Delivery.Simulator.Play;

/// <summary>One order while it is played: its plan, what is known of it, and who waits for what.</summary>
internal sealed class OrderRun(OrderPlan plan, string regionId, Timings timings, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Waiter)> _waiters = [];
    private readonly List<StepTimer> _steps = [];
    private long _placedAt;
    private long _lastChange = timeProvider.GetTimestamp();

    public OrderPlan Plan => plan;

    /// <summary>Where it goes.</summary>
    public string RegionId => regionId;

    public Deeds Deeds { get; } = new();

    public string OrderId { get; private set; } = "";

    public string CustomerId { get; init; } = "";

    public string StoreId { get; init; } = "";

    public required long ItemsTotal { get; init; }

    public required long DeliveryFee { get; init; }

    public long Total => ItemsTotal + DeliveryFee;

    /// <summary>The latest status seen; null before the first.</summary>
    public OrderStatus? Status { get; private set; }

    public OrderOutcome? Outcome { get; private set; }

    public int Version { get; private set; }

    public bool IsFinal => Status is OrderStatus.Completed or OrderStatus.Cancelled;

    /// <summary>How long nothing has happened to it.</summary>
    public TimeSpan Idle => timeProvider.GetElapsedTime(Volatile.Read(ref _lastChange));

    /// <summary>How long ago it was placed.</summary>
    public TimeSpan Age => timeProvider.GetElapsedTime(_placedAt);

    /// <summary>True when it has come at least so far, or has ended.</summary>
    public bool Reached(OrderStatus status) => Status >= status;

    public void Placing() => _placedAt = timeProvider.GetTimestamp();

    public void Placed(string orderId) => Change(() => OrderId = orderId);

    /// <summary>A status was seen, in a stream or by asking; older ones are ignored.</summary>
    public void Saw(int version, OrderStatus status, OrderOutcome? outcome)
    {
        lock (_lock)
        {
            // Looking is not a change: an order at which everybody looks may be stranded.
            if (version > Version)
            {
                Change(() => Advance(version, status, outcome));
            }
        }
    }

    /// <summary>Something was done to the order; whoever waits looks again.</summary>
    public void Did(Action deed) => Change(deed);

    public StepTimer Begin()
    {
        var step = new StepTimer(timeProvider.GetTimestamp());
        lock (_lock)
        {
            _steps.Add(step);
        }

        return step;
    }

    /// <summary>A refusal changes nothing: an order that is refused again and again may be stranded.</summary>
    public void End(StepTimer step, bool accepted)
    {
        lock (_lock)
        {
            step.Accepted = accepted;
            if (!accepted)
            {
                _steps.Remove(step);
                return;
            }

            Change(RecordSteps);
        }
    }

    /// <summary>Waits until the condition holds; it is looked at after each change.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (condition())
            {
                return;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((condition, waiter));
        }

        await waiter.Task.WaitAsync(cancellationToken);
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Volatile.Write(ref _lastChange, timeProvider.GetTimestamp());
            for (var index = _waiters.Count - 1; index >= 0; index--)
            {
                if (_waiters[index].Condition())
                {
                    _waiters[index].Waiter.TrySetResult();
                    _waiters.RemoveAt(index);
                }
            }
        }
    }

    private void Advance(int version, OrderStatus status, OrderOutcome? outcome)
    {
        var wasFinal = IsFinal;
        (Version, Status, Outcome) = (version, status, outcome);
        Deeds.Seen.Enqueue(status);
        var now = timeProvider.GetTimestamp();
        foreach (var step in _steps)
        {
            step.Seen ??= now;
        }

        RecordSteps();
        if (IsFinal && !wasFinal)
        {
            timings.Lifecycle(timeProvider.GetElapsedTime(_placedAt, now));
        }
    }

    private void RecordSteps()
    {
        foreach (var step in _steps.Where(step => step is { Accepted: true, Seen: not null, IsRecorded: false }))
        {
            step.IsRecorded = true;
            timings.Step(timeProvider.GetElapsedTime(step.Started, step.Seen!.Value));
        }

        _steps.RemoveAll(step => step.IsRecorded);
    }
}
