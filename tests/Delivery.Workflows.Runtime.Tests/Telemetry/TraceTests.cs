using System.Diagnostics;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Telemetry;
using Delivery.Workflows.Runtime.Tests.Support;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Telemetry;

/// <summary>One trace leads through an order's workflow, also where it waits.</summary>
public sealed class TraceTests() : RuntimeTests(TestDatabase.Sqlite)
{
    private const string Order = "ord_traced";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Burst_OfAMessage_ContinuesItsTrace()
    {
        using var spans = new Spans();
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("capture")));

        ActivityTraceId trace;
        using (var message = new System.Diagnostics.Activity("message").Start())
        {
            trace = message.TraceId;
            await host.TakeAsync(TestMessages.Placed(Order));
        }

        var span = spans.Of(Order).ShouldHaveSingleItem();
        span.OperationName.ShouldBe("workflow start");
        span.TraceId.ShouldBe(trace);
        span.GetTagItem("workflow.definition.id").ShouldBe("order");
        span.GetTagItem("workflow.commit").ShouldBe("Committed");
        span.Duration.ShouldBeGreaterThan(TimeSpan.Zero, "it has ended");
    }

    [Fact]
    public async Task Burst_OfATimer_ContinuesTheTraceOfTheBurstThatSetIt()
    {
        using var spans = new Spans();
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Delay("delay", "00:01:00")));
        await host.TakeAsync(TestMessages.Placed(Order));
        var first = spans.Of(Order).Single();
        Time.Advance(TimeSpan.FromMinutes(1));

        await host.Timers.FireDueAsync(CancellationToken.None);

        var second = spans.Of(Order)[^1];
        second.OperationName.ShouldBe("workflow resume");
        second.TraceId.ShouldBe(first.TraceId);
        second.ParentSpanId.ShouldBe(first.SpanId);
    }

    [Fact]
    public async Task Burst_OfAMessageThatWaited_ContinuesTheMessagesTrace()
    {
        using var spans = new Spans();
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor("Orders.CancellationRequested")));
        ActivityTraceId trace;
        using (var message = new System.Diagnostics.Activity("message").Start())
        {
            trace = message.TraceId;
            await host.TakeAsync(TestMessages.Cancellation(Order));
        }

        await host.TakeAsync(TestMessages.Placed(Order));

        spans.Of(Order)[^1].TraceId.ShouldBe(trace);
    }

    private sealed class Spans : IDisposable
    {
        private readonly List<System.Diagnostics.Activity> _ended = [];
        private readonly ActivityListener _listener;
        private readonly Lock _lock = new();

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == WorkflowTelemetry.Name,
                Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    lock (_lock)
                    {
                        _ended.Add(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public void Dispose() => _listener.Dispose();

        /// <summary>The ended spans of a correlation; tests that run beside this one have others.</summary>
        public IReadOnlyList<System.Diagnostics.Activity> Of(string correlationId)
        {
            lock (_lock)
            {
                return [.. _ended.Where(span => (string?)span.GetTagItem("workflow.correlation.id") == correlationId)];
            }
        }
    }
}
