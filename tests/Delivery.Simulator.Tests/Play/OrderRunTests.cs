using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;
using Delivery.Simulator.Play;
using Delivery.Simulator.Reporting;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.Simulator.Tests.Play;

public sealed class OrderRunTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Timings _timings = new();
    private readonly OrderRun _run;

    public OrderRunTests() => _run = new OrderRun(Planner.Plan(1, 1, [Branch.HandedOverByRider])[0], "gangnam", _timings, _time)
    {
        ItemsTotal = 1, DeliveryFee = 1,
    };

    [Fact]
    public void Saw_OlderVersion_IsIgnored()
    {
        _run.Saw(2, OrderStatus.Paid, null);
        _run.Saw(1, OrderStatus.Placed, null);

        _run.Status.ShouldBe(OrderStatus.Paid);
    }

    [Fact]
    public async Task UntilAsync_ConditionThatBecomesTrue_Continues()
    {
        var waiting = _run.UntilAsync(() => _run.Reached(OrderStatus.Cooking), TestContext.Current.CancellationToken);
        _run.Saw(1, OrderStatus.Placed, null);
        waiting.IsCompleted.ShouldBeFalse();

        _run.Saw(2, OrderStatus.Cooked, null);

        await waiting;
    }

    [Fact]
    public void End_Refused_IsNoChange()
    {
        var step = _run.Begin();
        _time.Advance(TimeSpan.FromSeconds(30));

        _run.End(step, accepted: false);

        _run.Idle.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void End_Accepted_IsAChange()
    {
        var step = _run.Begin();
        _time.Advance(TimeSpan.FromSeconds(30));

        _run.End(step, accepted: true);

        _run.Idle.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Step_StatusSeenAfterTheAnswer_IsMeasuredFromTheCall()
    {
        var step = _run.Begin();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _run.End(step, accepted: true);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _run.Saw(1, OrderStatus.Placed, null);

        _timings.Steps.P50.ShouldBe(40);
    }

    [Fact]
    public void Step_StatusSeenBeforeTheAnswer_IsMeasuredUntilItWasSeen()
    {
        var step = _run.Begin();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _run.Saw(1, OrderStatus.Placed, null);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _run.End(step, accepted: true);

        _timings.Steps.P50.ShouldBe(10);
    }

    [Fact]
    public void Step_Refused_IsNotMeasured()
    {
        var step = _run.Begin();
        _run.Saw(1, OrderStatus.Placed, null);
        _run.End(step, accepted: false);

        _timings.Steps.P50.ShouldBe(0);
    }

    [Fact]
    public void Idle_GrowsUntilSomethingHappens()
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        _run.Idle.ShouldBe(TimeSpan.FromSeconds(5));

        _run.Saw(1, OrderStatus.Placed, null);

        _run.Idle.ShouldBe(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(7));
        _run.Saw(1, OrderStatus.Placed, null);
        _run.Idle.ShouldBe(TimeSpan.FromSeconds(7));
    }
}
