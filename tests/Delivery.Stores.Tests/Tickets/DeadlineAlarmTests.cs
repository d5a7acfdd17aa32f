using Delivery.Stores.Tickets;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public sealed class DeadlineAlarmTests
{
    private static readonly TimeSpan RealPatience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly DeadlineAlarm _alarm;

    public DeadlineAlarmTests() => _alarm = new DeadlineAlarm(_clock);

    [Fact]
    public async Task Wait_NothingAnnounced_EndsAtItsInstant()
    {
        var waiting = WaitAsync(seconds: 5);

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        waiting.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await waiting.WaitAsync(RealPatience, TimeProvider.System);
    }

    [Fact]
    public async Task Wait_EarlierAnnouncedMeanwhile_EndsThen()
    {
        var waiting = WaitAsync(seconds: 5);

        Announce(seconds: 2);
        waiting.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(2));

        await waiting.WaitAsync(RealPatience, TimeProvider.System);
    }

    [Fact]
    public async Task Wait_EarlierAnnouncedBefore_EndsThen()
    {
        Announce(seconds: 2);

        var waiting = WaitAsync(seconds: 5);
        _clock.Advance(TimeSpan.FromSeconds(2));

        await waiting.WaitAsync(RealPatience, TimeProvider.System);
    }

    [Fact]
    public async Task Wait_AfterAnAnnouncedInstantHasPassed_IsNotCutShortByItAgain()
    {
        Announce(seconds: 2);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await WaitAsync(seconds: 5).WaitAsync(RealPatience, TimeProvider.System);

        var waiting = WaitAsync(seconds: 5);

        waiting.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await waiting.WaitAsync(RealPatience, TimeProvider.System);
    }

    [Fact]
    public async Task Wait_EndedBeforeAnAnnouncedInstant_RemembersIt()
    {
        Announce(seconds: 7);
        var first = WaitAsync(seconds: 5);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await first.WaitAsync(RealPatience, TimeProvider.System);

        var second = WaitAsync(seconds: 5);
        _clock.Advance(TimeSpan.FromSeconds(2));

        await second.WaitAsync(RealPatience, TimeProvider.System);
    }

    [Fact]
    public async Task Wait_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _alarm.WaitAsync(_clock.GetUtcNow().AddSeconds(5), stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    private void Announce(double seconds) => _alarm.Announce(_clock.GetUtcNow().AddSeconds(seconds));

    private Task WaitAsync(double seconds) => _alarm.WaitAsync(_clock.GetUtcNow().AddSeconds(seconds), CancellationToken.None);
}
