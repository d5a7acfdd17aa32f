using System.Net;
using System.Text.Json;
using CsCheck;
using Delivery.Contracts.Status;
using Delivery.Messaging;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Status.Projection;
using Delivery.Status.Rebuilds;
using Delivery.Testing.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Status.Tests.Rebuilds;

public abstract class RebuildTests(StatusFixture fixture)
{
    private static readonly Uri Route = new("/ops/status/rebuild", UriKind.Relative);

    private RebuildRunner Runner => fixture.Module.Services.GetRequiredService<RebuildRunner>();

    [Fact]
    public async Task Rebuild_GeneratedOrders_GivesTheSameViewsAndTellsNothingAgain()
    {
        foreach (var history in Enumerable.Range(0, 40).Select(_ => OrderHistories.Any.Single()))
        {
            await fixture.HandleAsync(history);
        }

        var live = await SnapshotAsync();
        var told = fixture.Module.SentOf<OrderStatusChanged>().Count;

        await Runner.StartAsync("operator-1", CancellationToken.None);
        (await fixture.Module.QueryAsync(db => db.Views.CountAsync())).ShouldBe(0);
        await RunAsync();

        (await SnapshotAsync()).ShouldBe(live);
        fixture.Module.SentOf<OrderStatusChanged>().Count.ShouldBe(told);
    }

    [Fact]
    public async Task Rebuild_WhileEventsKeepComing_LosesNone()
    {
        var histories = Enumerable.Range(0, 30).Select(_ => fixture.NewOrder("customer-load").Happy()).ToList();
        foreach (var history in histories)
        {
            await fixture.HandleAsync(history.Events.Take(6));
        }

        var coming = Task.WhenAll(histories.Chunk(10).Select(async some =>
        {
            foreach (var history in some)
            {
                await fixture.HandleAsync(history.Events.Skip(6));
            }
        }));
        do
        {
            await Runner.StartAsync("operator-1", CancellationToken.None);
            await RunAsync();
        }
        while (!coming.IsCompleted);
        await coming;

        var toldOfAll = fixture.Module.SentOf<OrderStatusChanged>().ToLookup(change => change.OrderId);
        foreach (var history in histories)
        {
            var told = toldOfAll[history.Events[0].OrderId];
            told.Select(change => change.Version).ShouldBe(Enumerable.Range(1, 10), ignoreOrder: true);
            var view = await fixture.Module.QueryAsync(db => db.Views.SingleAsync(view => view.OrderId == history.Events[0].OrderId));
            view.Status.ShouldBe(OrderStatus.Completed);
            view.ChangeVersion.ShouldBe(10);
        }
    }

    [Fact]
    public async Task Rebuild_OrderWhoseTurnHasNotCome_IsFoundAndGoesOn()
    {
        var history = fixture.NewOrder("customer-turn").Happy();
        var orderId = history.Events[0].OrderId;
        await fixture.HandleAsync(history.Events.Take(6));
        var other = await fixture.HandleAsync(fixture.NewOrder("customer-turn").Placed());
        await Runner.StartAsync("operator-1", CancellationToken.None);

        await fixture.Module.HandleAsync(history.Events[6]);
        await fixture.Module.HandleAsync(history.Events[7]);

        var view = await fixture.Module.QueryAsync(db => db.Views.SingleAsync(view => view.OrderId == orderId));
        view.Status.ShouldBe(OrderStatus.RiderAssigned);
        view.ChangeVersion.ShouldBe(7);
        var response = await fixture.Module.CreateClient(Roles.Customer, "customer-turn").GetAsync(new Uri($"/api/orders/{other}", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await RunAsync();
    }

    [Fact]
    public async Task Rebuild_Api_ShowsProgressAndRefusesASecond()
    {
        await fixture.HandleAsync(fixture.NewOrder().Happy());
        var client = fixture.Module.CreateClient(Roles.Operator);

        var started = await client.PostAsync(Route, content: null);
        var second = await client.PostAsync(Route, content: null);

        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        started.Headers.Location.ShouldBe(Route);
        await second.ShouldBeProblemAsync(409, "rebuild-running");
        await RunAsync();
        var progress = await (await client.GetAsync(Route)).JsonAsync();
        progress.GetProperty("state").GetString().ShouldBe("Done");
        progress.GetProperty("done").GetInt32().ShouldBe(progress.GetProperty("total").GetInt32());
        (await client.PostAsync(Route, content: null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await RunAsync();
    }

    [Theory]
    [InlineData(Roles.Customer)]
    [InlineData(Roles.Viewer)]
    public async Task Rebuild_OtherRoles_AreRefused(string role) =>
        await (await fixture.Module.CreateClient(role).PostAsync(Route, content: null)).ShouldBeProblemAsync(403, "forbidden");

    private async Task RunAsync()
    {
        while (await Runner.RunBatchAsync(CancellationToken.None))
        {
            // Until it is done.
        }
    }

    /// <summary>Everything that a query can show, as one text.</summary>
    private Task<string> SnapshotAsync() => fixture.Module.QueryAsync(async db =>
    {
        var views = await db.Views.AsNoTracking().OrderBy(view => view.OrderId).ToListAsync();
        var riders = await db.Riders.AsNoTracking().OrderBy(rider => rider.OrderId).ThenBy(rider => rider.RiderId).ToListAsync();
        return JsonSerializer.Serialize(views.Select(Shown), MessageJson.Options) + JsonSerializer.Serialize(riders, MessageJson.Options);
    });

    private static object Shown(OrderView view) =>
        new { view.OrderId, view.Parts, view.CustomerId, view.StoreId, view.RiderId, view.Status, view.ChangeVersion, view.ChangedAt, view.Outcome };
}
