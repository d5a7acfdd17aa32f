using Delivery.Notifications.Channels;
using Delivery.Notifications.Deliveries;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

public abstract class DeliveryQueueTests(NotificationsFixture fixture)
{
    private static readonly Dictionary<string, int> Idle = [];

    private DeliveryQueue Queue => fixture.Module.Services.GetRequiredService<DeliveryQueue>();

    [Fact]
    public async Task Claim_ManyReplicasAtOnce_TakeEachDeliveryOnce()
    {
        await TellAsync("queue-race", "ord_race", count: 12, subscriptions: 5);

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Queue.ClaimAsync(100, Idle, CancellationToken.None)));

        var claimed = claims.SelectMany(claim => claim).Select(claim => claim.Delivery.EventId).ToList();
        claimed.ShouldNotBeEmpty();
        claimed.Distinct().Count().ShouldBe(claimed.Count);
        await FinishAllAsync();
    }

    [Fact]
    public async Task Claim_Leased_IsFreeAgainAfterTheLeaseAndTheLateResultIsIgnored()
    {
        await TellAsync("queue-lease", "ord_lease", count: 1, subscriptions: 1);
        var first = (await Queue.ClaimAsync(10, Idle, CancellationToken.None)).Single(claim => claim.Delivery.OrderId == "ord_lease");
        (await Queue.ClaimAsync(10, Idle, CancellationToken.None)).ShouldNotContain(claim => claim.Delivery.OrderId == "ord_lease");

        fixture.Module.Time.Advance(TimeSpan.FromMinutes(2));
        var second = (await Queue.ClaimAsync(10, Idle, CancellationToken.None)).Single(claim => claim.Delivery.OrderId == "ord_lease");
        await Queue.CompleteAsync(first, new SendResult("late"), CancellationToken.None);
        (await fixture.DeliveriesAsync("ord_lease"))[0].Attempts.ShouldBe(0);
        await Queue.CompleteAsync(second, SendResult.Received, CancellationToken.None);

        second.Delivery.EventId.ShouldBe(first.Delivery.EventId);
        (await fixture.DeliveriesAsync("ord_lease"))[0].State.ShouldBe(DeliveryState.Delivered);
    }

    [Fact]
    public async Task Claim_EndpointWithoutRoom_IsLeftOut()
    {
        await TellAsync("queue-busy", "ord_busy", count: 3, subscriptions: 1);

        var claims = await Queue.ClaimAsync(10, new Dictionary<string, int> { ["log"] = 4 }, CancellationToken.None);

        claims.ShouldNotContain(claim => claim.Delivery.Endpoint == "log");
        await FinishAllAsync();
    }

    [Fact]
    public async Task Replay_Pending_IsRefused()
    {
        await TellAsync("queue-replay", "ord_replay", count: 1, subscriptions: 1);
        var delivery = (await fixture.DeliveriesAsync("ord_replay"))[0];

        var response = await fixture.Module.CreateClient(Roles.Operator)
            .PostAsync(new Uri($"/ops/notifications/deliveries/{delivery.DeliveryId}/replay", UriKind.Relative), content: null);

        var problem = await response.ShouldBeProblemAsync(409, "delivery-pending");
        problem.GetProperty("state").GetString().ShouldBe("Pending");
        await FinishAllAsync();
    }

    [Fact]
    public async Task Replay_Unknown_IsNotFound() =>
        await (await fixture.Module.CreateClient(Roles.Operator)
            .PostAsync(new Uri("/ops/notifications/deliveries/999999/replay", UriKind.Relative), content: null))
            .ShouldBeProblemAsync(404, "delivery-not-found");

    [Fact]
    public async Task DeliveryLog_Customer_IsRefused() =>
        await (await fixture.Module.CreateClient(Roles.Customer).GetAsync(new Uri("/ops/notifications/deliveries", UriKind.Relative)))
            .ShouldBeProblemAsync(403, "forbidden");

    [Fact]
    public async Task DeliveryLog_ByPages_GivesEachOnce()
    {
        await TellAsync("queue-pages", "ord_pages", count: 5, subscriptions: 1);
        var client = fixture.Module.CreateClient(Roles.Operator);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await (await client.GetAsync(
                new Uri($"/ops/notifications/deliveries?order=ord_pages&limit=2&cursor={cursor}", UriKind.Relative))).JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("eventId").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        seen.ShouldBe((await fixture.DeliveriesAsync("ord_pages")).Select(delivery => delivery.EventId).Reverse());
        await FinishAllAsync();
    }

    private async Task TellAsync(string customer, string orderId, int count, int subscriptions)
    {
        foreach (var _ in Enumerable.Range(0, subscriptions))
        {
            await fixture.SubscribeAsync(customer, new { kind = "Log" });
        }

        foreach (var version in Enumerable.Range(1, count))
        {
            await fixture.Module.HandleAsync(NotificationsFixture.Change(orderId, customer, version));
        }
    }

    /// <summary>Leaves nothing due to the next test.</summary>
    private async Task FinishAllAsync()
    {
        fixture.Module.Time.Advance(TimeSpan.FromMinutes(2));
        while (await Queue.ClaimAsync(100, Idle, CancellationToken.None) is { Count: > 0 } claims)
        {
            foreach (var claim in claims)
            {
                await Queue.CompleteAsync(claim, SendResult.Received, CancellationToken.None);
            }
        }
    }
}
