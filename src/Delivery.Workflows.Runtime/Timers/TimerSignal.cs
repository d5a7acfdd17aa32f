using Delivery.Workflows.Runtime.Execution;

namespace Delivery.Workflows.Runtime.Timers;

/// <summary>Wakes the timer service when a timer is committed that is due before it would look again, and only then.</summary>
internal sealed class TimerSignal
{
    private readonly Lock _lock = new();
    private readonly Signal _signal = new();
    private DateTimeOffset _announced = DateTimeOffset.MaxValue;
    private DateTimeOffset _wakeAt = DateTimeOffset.MinValue;

    /// <summary>Says that a timer was committed.</summary>
    public void Announce(DateTimeOffset dueAt)
    {
        lock (_lock)
        {
            _announced = dueAt < _announced ? dueAt : _announced;
            if (dueAt >= _wakeAt)
            {
                return;
            }

            _wakeAt = dueAt;
        }

        _signal.Wake();
    }

    /// <summary>The service is about to read the database: what is announced from now on it may not see there.</summary>
    public void BeginLooking()
    {
        lock (_lock)
        {
            _announced = DateTimeOffset.MaxValue;
            // Nothing need wake it before it has decided when to wake.
            _wakeAt = DateTimeOffset.MinValue;
        }
    }

    /// <summary>The service means to sleep until then; the answer is when it has to wake, given what was announced meanwhile.</summary>
    public DateTimeOffset Plan(DateTimeOffset wakeAt)
    {
        lock (_lock)
        {
            return _wakeAt = _announced < wakeAt ? _announced : wakeAt;
        }
    }

    /// <summary>Sleeps, until somebody announces something earlier.</summary>
    public Task WaitAsync(TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        _signal.WaitAsync(time, timeProvider, cancellationToken);
}
