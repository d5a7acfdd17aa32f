using Delivery.Contracts;
using Delivery.IntegrationTests.Processes;
using Delivery.Simulator.Api.Wire;
using Delivery.Testing;
using Shouldly;
using Xunit;

namespace Delivery.IntegrationTests.Tracing;

/// <summary>
/// One trace leads from an HTTP call through outbox, bus, workflow, a timer and the projection to the webhook, although each of them is in
/// another process and the timer's burst has nobody who calls it.
/// </summary>
[Collection(nameof(ModuleProcesses))]
[Trait("Needs", "Server")]
public sealed class TraceTests(TracedProcesses fixture) : IClassFixture<TracedProcesses>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Order_PaymentDeadlinePasses_OneTraceLeadsFromTheTapToTheWebhook()
    {
        var orderId = await fixture.Cast.PlaceOrderAsync("tok_overload9999_trace");
        (await fixture.Cast.UntilAsync(orderId, OrderStatus.Cancelled)).Outcome.ShouldBe(OrderOutcome.PaymentExpired);

        await SpansShouldTellAsync(orderId, "Cancelled", "POST", "/api/orders", Modules.Orders, "Orders.OrderPlaced");
    }

    [Fact]
    public async Task Order_HandOverConfirmedByTimeout_OneTraceLeadsFromThePickUpToTheWebhook()
    {
        var cast = fixture.Cast;
        await cast.GoOnDutyAsync();
        var orderId = await cast.PlaceOrderAsync("tok_ok_trace");
        await cast.UntilAsync(orderId, OrderStatus.Offered);
        await cast.KitchenAsync(orderId, "accept");
        await cast.KitchenAsync(orderId, "start-cooking");
        await cast.KitchenAsync(orderId, "finish-cooking");
        await cast.UntilDeliveryIsOfferedAsync(orderId);
        await cast.RideAsync(orderId, "claim");
        await cast.RideAsync(orderId, "pick-up");
        (await cast.UntilAsync(orderId, OrderStatus.Completed)).Outcome.ShouldBe(OrderOutcome.Completed);

        await SpansShouldTellAsync(
            orderId, "Completed", "POST", $"/api/deliveries/{orderId}/pick-up", Modules.Riders, "Riders.DeliveryPickedUp");
    }

    private Task SpansShouldTellAsync(string orderId, string end, string method, string path, string owner, string firstMessage) =>
        Eventually.PassesAsync(() => Check(orderId, end, method, path, owner, firstMessage), Deadline);

    /// <summary>Passes when all spans between the call and the ends of the trace have been exported.</summary>
    private Task Check(string orderId, string end, string method, string path, string owner, string firstMessage)
    {
        var spans = fixture.Collector.Spans;
        var trace = new Trace(spans);
        var call = spans.FirstOrDefault(span => span.Kind == SpanKind.Server && ServiceIs(span, owner)
            && span.Attributes.GetValueOrDefault("http.request.method") == method && span.Attributes.GetValueOrDefault("url.path") == path
            && Leads(trace, span, orderId));
        call.ShouldNotBeNull($"{method} {path} has no span in {owner} that leads to the workflow of {orderId}");

        var projected = spans
            .Where(span => span.TraceId == call.TraceId && ServiceIs(span, Modules.Status) && span.Name == "process Orders.OrderClosed")
            .Select(trace.WayTo)
            .FirstOrDefault();
        projected.ShouldNotBeNull($"no projection of the end in the trace of {method} {path}");
        ShouldLead(trace, projected, call, firstMessage);

        var notified = fixture.Collector.Notifications.FirstOrDefault(notification => notification.Tells(orderId, end));
        notified.ShouldNotBeNull($"the webhook has not heard that {orderId} is {end}: {fixture.Processes.Output}");
        var posted = trace.WayTo(trace.Of(notified.SpanId));
        ShouldLead(trace, posted, call, firstMessage);
        (ServiceIs(posted[^1], Modules.Notifications) && posted[^1].Kind == SpanKind.Client).ShouldBeTrue(Trace.Describe(posted));
        return Task.CompletedTask;
    }

    /// <summary>From the call through the gateway's door, the outbox's relay, the bus, the workflow and a timer.</summary>
    private static void ShouldLead(Trace trace, IReadOnlyList<Span> way, Span call, string firstMessage)
    {
        var story = Trace.Describe(way);
        way.ShouldContain(call, story);
        way.TakeWhile(span => span != call).ShouldAllBe(span => ServiceIs(span, "gateway"), story);
        way.ShouldContain(span => span.Name == $"send {firstMessage}" && span.Service == call.Service && span.Kind == SpanKind.Producer, story);
        way.ShouldContain(
            span => span.Name == $"process {firstMessage}" && ServiceIs(span, Modules.Orchestrator) && span.Kind == SpanKind.Consumer, story);
        var timers = trace.TimersOn(way).Where(timer => timer.Waited > TracedProcesses.ShortTimer * 0.9).ToList();
        timers.ShouldHaveSingleItem(story);
        ServiceIs(timers[0].Burst, Modules.Orchestrator).ShouldBeTrue(story);
    }

    /// <summary>Orders are placed by one address: whose call it was is known by the workflow in its trace.</summary>
    private static bool Leads(Trace trace, Span call, string orderId) =>
        trace.Spans.Any(span => span.TraceId == call.TraceId && span.Attributes.GetValueOrDefault("workflow.correlation.id") == orderId);

    private static bool ServiceIs(Span span, string module) => span.Service == ModuleProcesses.ServiceOf(module);
}
