using System.Text.Json;
using Delivery.Contracts.Notifications;
using Delivery.Notifications.Deliveries;
using Delivery.ServiceDefaults.Authorization;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests.Events;

public abstract class NewsTests(NotificationsFixture fixture)
{
    private static readonly string[] OnlyNotices = ["order.notice"];

    /// <summary>Operators of other tests hear of this test's orders too.</summary>
    private readonly HashSet<string> _mine = [];

    [Fact]
    public async Task StatusChange_EachSubscriber_HearsOnlyWhatConcernsThem()
    {
        var own = await SubscribeAsync("news-1", new { kind = "Log" });
        var ownOrder = await SubscribeAsync("news-1", new { kind = "Log", orderId = "ord_news1" });
        await SubscribeAsync("news-1", new { kind = "Log", orderId = "ord_other" });
        await SubscribeAsync("news-1", new { kind = "Log", events = OnlyNotices });
        await SubscribeAsync("news-2", new { kind = "Log" });
        var all = await SubscribeAsync("operator-news", new { kind = "Log", orderId = "ord_news1" }, Roles.Operator);

        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_news1", "news-1"));

        var deliveries = await DeliveriesAsync("ord_news1");
        deliveries.Select(delivery => delivery.SubscriptionId).ShouldBe([own, ownOrder, all], ignoreOrder: true);
    }

    [Fact]
    public async Task StatusChange_Operator_HearsOfEveryCustomer()
    {
        var all = await SubscribeAsync("operator-all", new { kind = "Log" }, Roles.Operator);

        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_all1", "anybody-1"));
        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_all2", "anybody-2"));

        (await DeliveriesAsync("ord_all1")).ShouldContain(delivery => delivery.SubscriptionId == all);
        (await DeliveriesAsync("ord_all2")).ShouldContain(delivery => delivery.SubscriptionId == all);
    }

    [Fact]
    public async Task StatusChange_Repeated_HasOneEventIdPerChangeAndSubscription()
    {
        await SubscribeAsync("news-repeat", new { kind = "Log" });
        await SubscribeAsync("news-repeat", new { kind = "Log" });

        // Other message ids: the inbox does not know them.
        await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(index => (index % 2) + 1)
            .Select(version => fixture.Module.HandleAsync(NotificationsFixture.Change("ord_repeat", "news-repeat", version))));

        var deliveries = await DeliveriesAsync("ord_repeat");
        deliveries.Count.ShouldBe(4);
        deliveries.Select(delivery => delivery.EventId).Distinct().Count().ShouldBe(4);
        deliveries.ShouldAllBe(delivery => delivery.EventId.StartsWith("evt_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StatusChange_Body_SaysWhatHappened()
    {
        await SubscribeAsync("news-body", new { kind = "Log" });

        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_body", "news-body", version: 5));

        var body = JsonSerializer.Deserialize<JsonElement>((await DeliveriesAsync("ord_body"))[0].Body);
        body.GetProperty("type").GetString().ShouldBe("order.status_changed");
        body.GetProperty("timestamp").GetDateTimeOffset().Year.ShouldBe(2026);
        var data = body.GetProperty("data");
        data.GetProperty("orderId").GetString().ShouldBe("ord_body");
        data.GetProperty("version").GetInt32().ShouldBe(5);
        data.GetProperty("status").GetString().ShouldBe("Cooking");
        data.GetProperty("previous").GetString().ShouldBe("Accepted");
    }

    [Fact]
    public async Task Notice_FromAWorkflow_IsToldOncePerRequestInBothLanguages()
    {
        await SubscribeAsync("news-notice", new { kind = "Log" });
        var notice = new NotifyCustomer
        {
            OrderId = "ord_notice", CustomerId = "news-notice", Template = "payment-deferred", RequestId = "instance:1",
        };

        await fixture.Module.HandleAsync(notice);
        await fixture.Module.HandleAsync(notice);
        await fixture.Module.HandleAsync(notice with { RequestId = "instance:2", Template = "drawn-by-an-analyst", Text = "hello" });

        var deliveries = await DeliveriesAsync("ord_notice");
        deliveries.Count.ShouldBe(2);
        var text = JsonSerializer.Deserialize<JsonElement>(deliveries[0].Body).GetProperty("data").GetProperty("text");
        text.GetProperty("en").GetString()!.ShouldContain("pay");
        text.GetProperty("ko").GetString()!.ShouldContain("결제");
        deliveries[1].Body.ShouldContain("hello");
    }

    private async Task<string> SubscribeAsync(string owner, object request, string role = Roles.Customer)
    {
        var id = (await fixture.SubscribeAsync(owner, request, role)).GetProperty("subscriptionId").GetString()!;
        _mine.Add(id);
        return id;
    }

    private async Task<List<NotificationDelivery>> DeliveriesAsync(string orderId) =>
        [.. (await fixture.DeliveriesAsync(orderId)).Where(delivery => _mine.Contains(delivery.SubscriptionId))];
}
