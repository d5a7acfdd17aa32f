using System.Net;
using System.Text.Json;
using Delivery.Contracts.Riders;
using Delivery.Messaging.Retention;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Status.Data;
using Delivery.Status.Projection;
using Delivery.Status.Rebuilds;
using Delivery.Status.Tests.Streams;
using Delivery.Testing.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Status.Tests.Retention;

public abstract class HistoryRetentionTests(StatusFixture fixture)
{
    private RebuildRunner Rebuilds => fixture.Module.Services.GetRequiredService<RebuildRunner>();

    [Fact]
    public async Task Run_OrderEndedLongAgo_ForgetsItsHistoryAndNothingElse()
    {
        var old = await fixture.HandleAsync(fixture.NewOrder().Happy());
        var open = await fixture.HandleAsync(fixture.NewOrder().Placed());
        await fixture.FeedAsync();
        Pass(days: 91);
        var young = await fixture.HandleAsync(fixture.NewOrder().Happy());
        await fixture.FeedAsync();

        (await RunAsync()).ShouldBeGreaterThan(0);

        (await LogOf(old)).ShouldBe(0);
        (await LogOf(open)).ShouldBe(1);
        (await LogOf(young)).ShouldBeGreaterThan(1);
        (await VersionsOf(old)).ShouldBe([10]);
        (await VersionsOf(open)).ShouldBe([1]);
        (await VersionsOf(young)).ShouldBe(Enumerable.Range(1, 10));
        var order = await GetAsync(old);
        order.GetProperty("status").GetString().ShouldBe("Completed");
        order.GetProperty("version").GetInt32().ShouldBe(10);
        order.GetProperty("history").EnumerateArray().Single().GetProperty("status").GetString().ShouldBe("Completed");
        (await RunAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Run_OrderEndedADayBeforeItsTime_ForgetsNothing()
    {
        var orderId = await fixture.HandleAsync(fixture.NewOrder().Happy());
        var logged = await LogOf(orderId);
        Pass(days: 89);

        await RunAsync();

        (await LogOf(orderId)).ShouldBe(logged);
        (await VersionsOf(orderId)).ShouldBe(Enumerable.Range(1, 10));
    }

    [Fact]
    public async Task Rebuild_AfterForgetting_LeavesWhatCannotBeBuiltAgain()
    {
        var history = fixture.NewOrder().Happy();
        var orderId = await fixture.HandleAsync(history);
        await fixture.FeedAsync();
        var before = await ViewAsync(orderId);
        Pass(days: 91);
        await RunAsync();
        var told = fixture.Module.Sent.Count;

        await Rebuilds.StartAsync("operator-1", CancellationToken.None);
        await FinishRebuildAsync();
        await fixture.Module.HandleAsync(history.Events.OfType<DeliveryPickedUp>().Single());
        await Rebuilds.StartAsync("operator-1", CancellationToken.None);
        await FinishRebuildAsync();

        var after = await ViewAsync(orderId);
        (after.Status, after.ChangeVersion, after.CustomerId, after.RiderId).ShouldBe(
            (before.Status, before.ChangeVersion, before.CustomerId, before.RiderId));
        fixture.Module.Sent.Count.ShouldBe(told);
    }

    [Fact]
    public async Task OrderStream_LastEventIdIsForgotten_TellsTheEnd()
    {
        var orderId = await fixture.HandleAsync(fixture.NewOrder().Happy());
        await fixture.FeedAsync();
        var ids = await SequencesOf(orderId);
        Pass(days: 91);
        await RunAsync();

        await using var stream = new SseClient(await SseClient.SendAsync(Client(), $"/api/orders/{orderId}/stream", $"{ids[2]}"));
        using var over = await SseClient.SendAsync(Client(), $"/api/orders/{orderId}/stream", $"{ids[^1]}");

        var change = (await stream.ReadToEndAsync()).ShouldHaveSingleItem();
        (change.Version, change.Status, change.Id).ShouldBe((10, "Completed", $"{ids[^1]}"));
        over.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task AllStream_LastEventIdIsForgotten_TellsWhereEveryOrderIs()
    {
        var orderIds = new List<string>();
        for (var count = 0; count < 3; count++)
        {
            orderIds.Add(await fixture.HandleAsync(fixture.NewOrder().Happy()));
        }

        await fixture.FeedAsync();
        var first = (await SequencesOf(orderIds[0]))[0];
        Pass(days: 91);
        await RunAsync();
        var next = await fixture.HandleAsync(fixture.NewOrder().Placed());
        await fixture.FeedAsync();

        await using var stream = new SseClient(await SseClient.SendAsync(Client(), "/ops/orders/stream", $"{first}"));
        var changes = new List<SseChange>();
        while (changes.LastOrDefault()?.OrderId != next)
        {
            changes.Add(await stream.ReadAsync());
        }

        changes.Where(change => orderIds.Contains(change.OrderId)).Select(change => (change.OrderId, change.Status))
            .ShouldBe(orderIds.Select(orderId => (orderId, "Completed")), ignoreOrder: true);
    }

    [Fact]
    public async Task Feed_EverythingIsForgotten_GoesOnCountingWhereItWas()
    {
        await fixture.HandleAsync(fixture.NewOrder().Happy());
        await fixture.FeedAsync();
        var end = await fixture.Module.QueryAsync(db => db.Changes.MaxAsync(change => change.Sequence));
        Pass(days: 91);
        await RunAsync();

        var next = await fixture.HandleAsync(fixture.NewOrder().Placed());
        await fixture.FeedAsync();

        (await SequencesOf(next)).ShouldBe([end!.Value + 1]);
    }

    private HttpClient Client() => fixture.Module.CreateClient(Roles.Operator, "operator-1");

    private Task<int> RunAsync() => fixture.Module.Services.GetRequiredService<IRetention<StatusDbContext>>()
        .DeleteAsync(fixture.Module.Time.GetUtcNow(), CancellationToken.None);

    private void Pass(int days) => fixture.Module.Time.Advance(TimeSpan.FromDays(days));

    private async Task FinishRebuildAsync()
    {
        while (await Rebuilds.RunBatchAsync(CancellationToken.None))
        {
            // Until it is done.
        }
    }

    private async Task<JsonElement> GetAsync(string orderId)
    {
        var response = await Client().GetAsync(new Uri($"/api/orders/{orderId}", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.JsonAsync();
    }

    private Task<OrderView> ViewAsync(string orderId) =>
        fixture.Module.QueryAsync(db => db.Views.AsNoTracking().SingleAsync(view => view.OrderId == orderId));

    private Task<int> LogOf(string orderId) => fixture.Module.QueryAsync(db => db.Log.CountAsync(logged => logged.OrderId == orderId));

    private Task<List<int>> VersionsOf(string orderId) => fixture.Module.QueryAsync(db => db.Changes
        .Where(change => change.OrderId == orderId).OrderBy(change => change.Version).Select(change => change.Version).ToListAsync());

    private Task<List<long>> SequencesOf(string orderId) => fixture.Module.QueryAsync(db => db.Changes
        .Where(change => change.OrderId == orderId).OrderBy(change => change.Version).Select(change => change.Sequence!.Value).ToListAsync());
}
