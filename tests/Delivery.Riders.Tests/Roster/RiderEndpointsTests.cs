using System.Net;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Riders.Tests.Roster;

public abstract class RiderEndpointsTests(RidersFixture fixture)
{
    private static readonly Uri Me = new("/api/riders/me", UriKind.Relative);

    [Fact]
    public async Task PutMe_FirstTime_Registers()
    {
        var rider = fixture.Rider("rider-new");
        await (await rider.GetAsync(Me)).ShouldBeProblemAsync(404, "rider-not-found");

        var put = await RidersFixture.DutyAsync(rider, onDuty: true, "seocho", "gangnam", "seocho");

        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        var me = await (await rider.GetAsync(Me)).JsonAsync();
        me.GetProperty("riderId").GetString().ShouldBe("rider-new");
        me.GetProperty("onDuty").GetBoolean().ShouldBeTrue();
        me.GetProperty("regionIds").EnumerateArray().Select(region => region.GetString()).ShouldBe(["seocho", "gangnam"]);
    }

    [Fact]
    public async Task PutMe_OffDuty_NeedsNoRegions()
    {
        var rider = await fixture.NewRiderAsync();

        await RidersFixture.DutyAsync(rider, onDuty: false);

        (await (await rider.GetAsync(Me)).JsonAsync()).GetProperty("onDuty").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task PutMe_TwiceAtOnce_RegistersOnce()
    {
        var rider = fixture.Rider("rider-twice");

        var answers = await Task.WhenAll(
            Task.Run(() => RidersFixture.DutyAsync(rider, onDuty: true, "seocho")),
            Task.Run(() => RidersFixture.DutyAsync(rider, onDuty: true, "songpa")));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "nowhere")]
    [InlineData(false, "gangnam", "nowhere")]
    [InlineData(true, "gang\0nam")]
    [InlineData(true, "")]
    public async Task PutMe_UnusableRegions_IsRefused(bool onDuty, params string[] regionIds)
    {
        var rider = fixture.Rider("rider-refused");

        await (await RidersFixture.DutyAsync(rider, onDuty, regionIds)).ShouldBeProblemAsync(400, "regions-invalid");

        await (await rider.GetAsync(Me)).ShouldBeProblemAsync(404, "rider-not-found");
    }

    [Fact]
    public async Task PutMe_TooManyRegions_IsRefused()
    {
        var regionIds = Enumerable.Range(0, 21).Select(index => $"region-{index}").ToArray();

        var answer = await RidersFixture.DutyAsync(fixture.Rider("rider-many"), onDuty: true, regionIds);

        await answer.ShouldBeProblemAsync(400, "regions-invalid");
    }

    [Theory]
    [InlineData("""{"onDuty":true}""")]
    [InlineData("""{"onDuty":true,"regionIds":null}""")]
    [InlineData("""{"onDuty":true,"regionIds":"gangnam"}""")]
    [InlineData("""{"regionIds":["gangnam"]}""")]
    public async Task PutMe_MalformedBody_IsRefused(string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        await (await fixture.Rider("rider-malformed").PutAsync(Me, body)).ShouldBeProblemAsync(400, "malformed-json");
    }

    [Fact]
    public async Task Me_WithoutARidersToken_IsClosed()
    {
        await (await fixture.Module.CreateClient().GetAsync(Me)).ShouldBeProblemAsync(401, "unauthenticated");
        foreach (var role in new[] { Roles.Customer, Roles.Owner, Roles.Operator, Roles.Viewer, Roles.Analyst })
        {
            var client = fixture.Module.CreateClient(role, "rider-1");
            await (await client.GetAsync(Me)).ShouldBeProblemAsync(403, "forbidden");
            await (await RidersFixture.DutyAsync(client, onDuty: false)).ShouldBeProblemAsync(403, "forbidden");
        }
    }
}
