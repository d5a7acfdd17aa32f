using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Delivery.Notifications.Deliveries;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

public abstract class WebhookDeliveryTests(NotificationsFixture fixture)
{
    [Fact]
    public async Task Webhook_Received_IsSignedAndCountsAsDelivered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var secret = await SubscribeAsync("hook-signed", receiver);

        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_signed", "hook-signed"));

        var delivery = await EndAsync("ord_signed", DeliveryState.Delivered);
        var received = receiver.Received.ShouldHaveSingleItem();
        received.Id.ShouldBe(delivery.EventId);
        received.ContentType.ShouldBe("application/json; charset=utf-8");
        received.Body.ShouldBe(delivery.Body);
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var signature = hmac.ComputeHash(Encoding.UTF8.GetBytes($"{received.Id}.{received.Timestamp}.{received.Body}"));
        received.Signature.ShouldBe("v1," + Convert.ToBase64String(signature));
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(received.Timestamp, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(fixture.Module.Time.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Webhook_ReceiverFailsAtFirst_IsTriedAgainUnderTheSameId()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = count => Task.FromResult(count < 3 ? 500 : 200);
        await SubscribeAsync("hook-retry", receiver);

        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_retry", "hook-retry"));

        var delivery = await EndAsync("ord_retry", DeliveryState.Delivered);
        delivery.Attempts.ShouldBe(3);
        receiver.Received.Count.ShouldBe(3);
        receiver.Received.Select(received => received.Id).Distinct().ShouldBe([delivery.EventId]);
    }

    [Fact]
    public async Task Webhook_ReceiverNeverAnswers_FailsVisiblyAndCanBeReplayed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(503);
        await SubscribeAsync("hook-fails", receiver);
        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_fails", "hook-fails"));

        var failed = await EndAsync("ord_fails", DeliveryState.Failed);

        failed.LastError!.ShouldContain("503");
        failed.Attempts.ShouldBeGreaterThan(5);
        var client = fixture.Module.CreateClient(Roles.Operator);
        var log = await (await client.GetAsync(new Uri("/ops/notifications/deliveries?state=Failed&order=ord_fails", UriKind.Relative))).JsonAsync();
        log.GetProperty("items")[0].GetProperty("eventId").GetString().ShouldBe(failed.EventId);
        receiver.Answer = _ => Task.FromResult(200);
        var replay = new Uri($"/ops/notifications/deliveries/{failed.DeliveryId}/replay", UriKind.Relative);
        (await client.PostAsync(replay, content: null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await EndAsync("ord_fails", DeliveryState.Delivered);
        receiver.Received.Select(received => received.Id).Distinct().ShouldBe([failed.EventId]);
    }

    [Fact]
    public async Task Webhook_ReceiverHangs_TimesOutAndIsTriedAgain()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var never = new TaskCompletionSource<int>();
        receiver.Answer = count => count == 1 ? never.Task : Task.FromResult(200);
        await SubscribeAsync("hook-hangs", receiver);

        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_hangs", "hook-hangs"));
        await Eventually.TrueAsync(() => receiver.Received.Count == 1, "the receiver hangs");
        fixture.Module.Time.Advance(TimeSpan.FromSeconds(10));

        (await EndAsync("ord_hangs", DeliveryState.Delivered)).Attempts.ShouldBe(2);
        never.SetResult(200);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(410)]
    public async Task Webhook_AnyOtherAnswer_IsNoReceipt(int status)
    {
        var orderId = $"ord_answer{status}";
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = count => Task.FromResult(count == 1 ? status : 200);
        await SubscribeAsync($"hook-{status}", receiver);

        await fixture.Module.HandleAsync(NotificationsFixture.Change(orderId, $"hook-{status}"));

        (await EndAsync(orderId, DeliveryState.Delivered)).Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Webhook_SlowReceiver_GetsFewAtOnceAndHoldsUpNobody()
    {
        await using var slow = await WebhookReceiver.StartAsync();
        await using var quick = await WebhookReceiver.StartAsync();
        var release = new TaskCompletionSource<int>();
        slow.Answer = _ => release.Task;
        await SubscribeAsync("hook-slow", slow);
        await SubscribeAsync("hook-quick", quick);
        foreach (var version in Enumerable.Range(1, 20))
        {
            await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_slow", "hook-slow", version));
        }

        await Eventually.TrueAsync(() => slow.Received.Count == 4, "the slow receiver has its share");
        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_quick", "hook-quick"));

        await Eventually.TrueAsync(() => !quick.Received.IsEmpty, "the quick receiver gets its own");
        release.SetResult(200);
        await Eventually.TrueAsync(() => slow.Received.Count == 20, "the slow receiver gets all");
        slow.MostAtOnce.ShouldBe(4);
        slow.Received.Select(received => received.Id).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task Webhook_WithinATrace_ContinuesIt()
    {
        using var source = new ActivitySource("Delivery.Tests");
        using var listener = new ActivityListener
        {
            ShouldListenTo = listened => listened.Name.StartsWith("Delivery.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var receiver = await WebhookReceiver.StartAsync();
        await SubscribeAsync("hook-trace", receiver);
        string trace;
        using (var activity = source.StartActivity("test")!)
        {
            trace = activity.TraceId.ToHexString();
            await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_trace", "hook-trace"));
        }

        await EndAsync("ord_trace", DeliveryState.Delivered);

        receiver.Received.ShouldHaveSingleItem().TraceParent.ShouldContain(trace);
    }

    [Fact]
    public async Task LogChannel_News_CountsAsDelivered()
    {
        var subscription = await fixture.SubscribeAsync("hook-log", new { kind = "Log" });

        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_log", "hook-log"));

        await EndAsync("ord_log", DeliveryState.Delivered);
        var id = subscription.GetProperty("subscriptionId").GetString();
        var log = await (await fixture.Module.CreateClient(Roles.Customer, "hook-log")
            .GetAsync(new Uri($"/api/subscriptions/{id}/deliveries", UriKind.Relative))).JsonAsync();
        var delivery = log.GetProperty("items")[0];
        delivery.GetProperty("state").GetString().ShouldBe("Delivered");
        delivery.GetProperty("body").GetProperty("data").GetProperty("orderId").GetString().ShouldBe("ord_log");
    }

    private async Task<string> SubscribeAsync(string owner, WebhookReceiver receiver)
    {
        JsonElement created = await fixture.SubscribeAsync(owner, new { url = receiver.Url });
        return created.GetProperty("secret").GetString()!;
    }

    /// <summary>
    /// Lets the pauses between attempts pass until the order's only delivery is in that state. While an attempt is under way the clock stands
    /// still: its lease tells, which every claim replaces.
    /// </summary>
    private async Task<NotificationDelivery> EndAsync(string orderId, DeliveryState state)
    {
        NotificationDelivery? delivery = null;
        var attempts = 0;
        Guid? finished = null;
        await Eventually.TrueAsync(
            async () =>
            {
                delivery = (await fixture.DeliveriesAsync(orderId)).Single();
                if (delivery.Attempts > attempts)
                {
                    attempts = delivery.Attempts;
                    finished = delivery.Lease;
                }

                if (delivery.State == DeliveryState.Pending && delivery.Lease == finished)
                {
                    fixture.Module.Time.Advance(TimeSpan.FromSeconds(1));
                    if (delivery.DueAt - fixture.Module.Time.GetUtcNow() is { Ticks: > 0 } left)
                    {
                        fixture.Module.Time.Advance(left);
                    }
                }

                return delivery.State == state;
            },
            $"the delivery is {state}");
        return delivery!;
    }
}
