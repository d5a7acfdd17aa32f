using System.Text.Json;
using CsCheck;
using Delivery.Contracts;
using Delivery.Contracts.Status;
using Delivery.Messaging;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Status.Tests.Projection;

public abstract class ProjectorTests(StatusFixture fixture)
{
    [Fact]
    public async Task Events_HappyPath_TellEachChangeOnceUnderItsNumber()
    {
        var orderId = await fixture.HandleAsync(fixture.NewOrder().Happy());

        var told = Told(orderId);
        told.Select(change => change.Version).ShouldBe(Enumerable.Range(1, 10));
        told.Select(change => change.Previous).ShouldBe(told.Select(change => (OrderStatus?)change.Status).Prepend(null).SkipLast(1));
        told[^1].Status.ShouldBe(OrderStatus.Completed);
        told[^1].Outcome.ShouldBe(Contracts.Orders.OrderOutcome.Completed);
        told.Single(change => change.Status == OrderStatus.RiderAssigned).RiderId.ShouldBe("rider-1");
        told.ShouldAllBe(change => change.CustomerId == "customer-1" && change.StoreId == "sto_hanok");
    }

    [Fact]
    public async Task Events_BeforeThePlacing_TellNothingUntilItIsKnown()
    {
        var events = fixture.NewOrder().Placed().Authorized().Offered().Events;
        await fixture.HandleAsync(events.Skip(1));
        Told(events[0].OrderId).ShouldBeEmpty();

        await fixture.Module.HandleAsync(events[0]);

        Told(events[0].OrderId).ShouldHaveSingleItem().Status.ShouldBe(OrderStatus.Offered);
    }

    [Fact]
    public async Task Events_RepeatedAfterTheEnd_ChangeNothing()
    {
        var history = fixture.NewOrder().Happy();
        var orderId = await fixture.HandleAsync(history);
        var parts = await PartsAsync(orderId);

        await fixture.HandleAsync(history.Events.Reverse());

        (await PartsAsync(orderId)).ShouldBe(parts);
        Told(orderId).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Events_AllAtOnce_GiveTheSameViewAndGaplessChanges()
    {
        var reference = fixture.NewOrder().Happy();
        var parts = await PartsAsync(await fixture.HandleAsync(reference));
        foreach (var batch in Enumerable.Range(0, 3))
        {
            var history = fixture.NewOrder().Happy();

            await Task.WhenAll(history.Events.Select(@event => fixture.Module.HandleAsync(@event)));

            var orderId = history.Events[0].OrderId;
            (await PartsAsync(orderId)).ShouldBe(parts.Replace(reference.Events[0].OrderId, orderId, StringComparison.Ordinal));
            var told = Told(orderId);
            told.Select(change => change.Version).ShouldBe(Enumerable.Range(1, told.Count));
            told[^1].Status.ShouldBe(OrderStatus.Completed);
        }
    }

    [Fact]
    public async Task Events_GeneratedHistoryInAnyOrder_EndInTheSameView()
    {
        foreach (var seed in Enumerable.Range(0, 10))
        {
            var history = OrderHistories.Any.Single();
            var inOrder = await PartsAsync(await fixture.HandleAsync(history));
            var shuffled = history.Events.Select(Renamed).ToArray();
            new Random(seed).Shuffle(shuffled);

            await fixture.HandleAsync(shuffled);

            (await PartsAsync(shuffled[0].OrderId))
                .ShouldBe(inOrder.Replace(history.Events[0].OrderId, shuffled[0].OrderId, StringComparison.Ordinal));
        }
    }

    /// <summary>The same event of another order, through its JSON: the property is init-only.</summary>
    private static IOrderEvent Renamed(IOrderEvent @event) =>
        (IOrderEvent)JsonSerializer.Deserialize(
            JsonSerializer.Serialize(@event, @event.GetType(), MessageJson.Options)
                .Replace(@event.OrderId, @event.OrderId + "b", StringComparison.Ordinal),
            @event.GetType(),
            MessageJson.Options)!;

    private List<OrderStatusChanged> Told(string orderId) =>
        [.. fixture.Module.SentOf<OrderStatusChanged>().Where(change => change.OrderId == orderId).OrderBy(change => change.Version)];

    private Task<string> PartsAsync(string orderId) => fixture.Module.QueryAsync(async db =>
        JsonSerializer.Serialize((await db.Views.AsNoTracking().SingleAsync(view => view.OrderId == orderId)).Parts, MessageJson.Options));
}
