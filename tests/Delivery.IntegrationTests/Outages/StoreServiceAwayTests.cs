using Delivery.Contracts;
using Delivery.IntegrationTests.Play;
using Delivery.IntegrationTests.Processes;
using Delivery.Simulator.Api.Wire;
using Shouldly;
using Xunit;

namespace Delivery.IntegrationTests.Outages;

/// <summary>The store service is away: orders are taken and paid all the same, and its time to answer starts when it is back (R6).</summary>
[Collection(nameof(ModuleProcesses))]
[Trait("Needs", "Server")]
public sealed class StoreServiceAwayTests
{
    /// <summary>Long enough for the service to come back for the second order, on a busy machine too.</summary>
    private static readonly TimeSpan AwayAfter = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Orders_StoreServiceAway_AreTakenAndPaidAndGoOnWhenItIsBackInTime()
    {
        await using var processes = await ModuleProcesses.CreateAsync(new Dictionary<string, string>
        {
            ["Timeouts:storeAway"] = AwayAfter.ToString(),
            ["Timeouts:answer"] = "00:00:05",
            ["Timeouts:storeAnswer"] = AnswerWithin.ToString(),
            ["Timeouts:cookingStart"] = "00:05:00",
            ["Timeouts:cookingFinish"] = "00:05:00",
            ["Timeouts:riderSearchStep"] = "00:05:00",
            ["Timeouts:pickUp"] = "00:05:00",
        });
        await processes.StartAllAsync();
        using var cast = new Cast(processes.Url);
        await cast.ReadMenuAsync();
        await cast.GoOnDutyAsync();
        await processes.KillAsync(Modules.Stores);

        var tooLate = await cast.PlaceOrderAsync("tok_ok_first");
        await cast.UntilAsync(tooLate, OrderStatus.Paid);
        // The outage is too long for this one: the customer is freed, although the referee cannot answer.
        (await cast.UntilAsync(tooLate, OrderStatus.Cancelled)).Outcome.ShouldBe(OrderOutcome.StoreUnavailable);
        (await cast.PaymentAsync(tooLate)).State.ShouldBe("Revoked");
        var inTime = await cast.PlaceOrderAsync("tok_ok_second");
        await cast.UntilAsync(inTime, OrderStatus.Paid);

        var back = TimeProvider.System.GetUtcNow();
        await processes.StartAsync(Modules.Stores);

        await cast.UntilAsync(inTime, OrderStatus.Offered);
        var ticket = (await cast.LookIntoKitchenAsync()).Single(ticket => ticket.OrderId == inTime);
        ticket.OfferedAt.ShouldBeGreaterThan(back);
        (ticket.AnswerBy - ticket.OfferedAt).ShouldBe(AnswerWithin);
        await CarryToTheEndAsync(cast, inTime);
        (await cast.LookAsync(tooLate)).Outcome.ShouldBe(OrderOutcome.StoreUnavailable);
        // The list keeps every ticket that the kitchen has ever seen, in whatever state.
        (await cast.LookIntoKitchenAsync()).Select(seen => seen.OrderId).ShouldBe(
            [inTime], "the kitchen sees the order that is still wanted, and never the other");
    }

    private static async Task CarryToTheEndAsync(Cast cast, string orderId)
    {
        await cast.KitchenAsync(orderId, "accept");
        await cast.KitchenAsync(orderId, "start-cooking");
        await cast.KitchenAsync(orderId, "finish-cooking");
        await cast.UntilDeliveryIsOfferedAsync(orderId);
        await cast.RideAsync(orderId, "claim");
        await cast.RideAsync(orderId, "pick-up");
        await cast.RideAsync(orderId, "deliver");
        (await cast.UntilAsync(orderId, OrderStatus.Completed)).Outcome.ShouldBe(OrderOutcome.Completed);
        (await cast.PaymentAsync(orderId)).State.ShouldBe("Captured");
    }
}
