using System.Net;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

public abstract class DeliveryVisibilityTests(RidersFixture fixture)
{
    [Theory]
    [InlineData("island-1", 0, "island-1")]
    [InlineData("island-1", 1, "island-1 island-2")]
    [InlineData("island-2", 1, "island-1 island-2 island-3")]
    [InlineData("island-1", 2, "island-1 island-2 island-3")]
    [InlineData("island-1", 1000000, "island-1 island-2 island-3")]
    [InlineData("gangnam", 1, "gangnam seocho songpa")]
    [InlineData("seocho", 1, "gangnam seocho")]
    public async Task Delivery_WithinRadius_IsSeenThereAndNowhereElse(string regionId, int radius, string reach)
    {
        var orderId = await fixture.OfferNewAsync(radius, regionId);

        foreach (var region in new[] { "island-1", "island-2", "island-3", "gangnam", "seocho", "songpa" })
        {
            var rider = await fixture.OnDutyAsync("rider-of-" + region, region);
            var within = reach.Split(' ').Contains(region);

            (await RidersFixture.SeenAsync(rider)).Contains(orderId).ShouldBe(within, region);
            (await RidersFixture.SeenAsync(rider, region)).Contains(orderId).ShouldBe(within, region);
            if (!within)
            {
                await (await RidersFixture.ActAsync(rider, orderId, "claim")).ShouldBeProblemAsync(404, "delivery-not-found");
            }
        }
    }

    [Fact]
    public async Task Delivery_Widened_IsSeenFurtherAway()
    {
        var orderId = await fixture.OfferNewAsync(radius: 0, "island-1");
        var far = await fixture.OnDutyAsync("rider-far", "island-3");
        (await RidersFixture.SeenAsync(far)).ShouldNotContain(orderId);

        await fixture.Module.HandleAsync(RidersFixture.Offer(orderId, radius: 2, requestId: "req-wider", regionId: "island-1"));

        (await RidersFixture.SeenAsync(far)).ShouldContain(orderId);
        await RidersFixture.MustAsync(far, orderId, "claim");
    }

    [Fact]
    public async Task Delivery_Claimed_IsSeenByNobodyElse()
    {
        var orderId = await fixture.OfferNewAsync();
        var (winner, other) = (await fixture.NewRiderAsync(), await fixture.NewRiderAsync());
        await RidersFixture.MustAsync(winner, orderId, "claim");
        (await RidersFixture.SeenAsync(other)).ShouldNotContain(orderId);

        await RidersFixture.MustAsync(winner, orderId, "give-back");

        (await RidersFixture.SeenAsync(other)).ShouldContain(orderId);
    }

    [Fact]
    public async Task List_OneOfSeveralRegions_ShowsThatOne()
    {
        var rider = await fixture.OnDutyAsync("rider-two-regions", "seocho", "songpa");
        var (seocho, songpa) = (await fixture.OfferNewAsync(0, "seocho"), await fixture.OfferNewAsync(0, "songpa"));

        (await RidersFixture.SeenAsync(rider)).Intersect([seocho, songpa]).Count().ShouldBe(2);
        var one = await RidersFixture.SeenAsync(rider, "songpa");
        one.ShouldContain(songpa);
        one.ShouldNotContain(seocho);
    }

    [Fact]
    public async Task List_AnotherRegionThanChosen_IsRefused()
    {
        var rider = await fixture.OnDutyAsync("rider-gangnam-only", "gangnam");

        foreach (var region in new[] { "seocho", "nowhere", "%00" })
        {
            var answer = await rider.GetAsync(new Uri($"/api/deliveries?region={region}", UriKind.Relative));
            await answer.ShouldBeProblemAsync(403, "region-not-chosen");
        }
    }

    [Fact]
    public async Task OffDuty_Rider_SeesAndClaimsNothingButKeepsWhatIsClaimed()
    {
        var (mine, open) = (await fixture.OfferNewAsync(), await fixture.OfferNewAsync());
        var rider = await fixture.NewRiderAsync();
        await RidersFixture.MustAsync(rider, mine, "claim");
        (await RidersFixture.DutyAsync(rider, onDuty: false, "gangnam")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await (await rider.GetAsync(new Uri("/api/deliveries", UriKind.Relative))).ShouldBeProblemAsync(409, "rider-off-duty");
        await (await RidersFixture.ActAsync(rider, open, "claim")).ShouldBeProblemAsync(409, "rider-off-duty");

        await RidersFixture.MustAsync(rider, mine, "pick-up", "deliver");
    }

    [Fact]
    public async Task Unregistered_Rider_SeesAndClaimsNothing()
    {
        var orderId = await fixture.OfferNewAsync();
        var stranger = fixture.Rider("rider-stranger");

        await (await stranger.GetAsync(new Uri("/api/deliveries", UriKind.Relative))).ShouldBeProblemAsync(409, "rider-off-duty");
        await (await RidersFixture.ActAsync(stranger, orderId, "claim")).ShouldBeProblemAsync(409, "rider-off-duty");
        await (await RidersFixture.ActAsync(stranger, orderId, "deliver")).ShouldBeProblemAsync(404, "delivery-not-found");
    }
}
