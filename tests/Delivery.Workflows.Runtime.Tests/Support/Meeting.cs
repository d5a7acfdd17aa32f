using Shouldly;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Lets that many bursts wait for each other in their middle, once: a probe of <see cref="RuntimeHostOptions"/>.</summary>
internal sealed class Meeting(int size) : IDisposable
{
    private readonly Barrier _barrier = new(size);
    private int _attended;

    /// <summary>How many bursts have come, those after the meeting too.</summary>
    public int Attended => _attended;

    public void Attend(ActivityContext context)
    {
        if (Interlocked.Increment(ref _attended) <= size)
        {
            _barrier.SignalAndWait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        }
    }

    public void Dispose() => _barrier.Dispose();
}
