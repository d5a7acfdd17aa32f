using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Checks;
using Delivery.Simulator.Webhooks;

namespace Delivery.Simulator.Tests.Checks;

public sealed class NotificationCheckTests
{
    private const string Me = Subscribers.All;

    private static readonly Notification[] Right =
    [
        new(Me, "evt_1", "ord_1", 1, OrderStatus.Placed), new(Me, "evt_2", "ord_1", 2, OrderStatus.Paid),
    ];

    [Fact]
    public void Check_EachChangeOnce_FindsNothing() => Kinds(Right).ShouldBeEmpty();

    [Fact]
    public void Check_RepetitionUnderTheSameId_IsFine() => Kinds([.. Right, Right[0], Right[0]]).ShouldBeEmpty();

    [Fact]
    public void Check_WhatOthersHear_IsNotMine() => Kinds([.. Right, new("other", "evt_9", "ord_9", 1, OrderStatus.Placed)]).ShouldBeEmpty();

    [Fact]
    public void Check_MissingChange_IsFound() => Kinds([Right[0]]).ShouldBe(["not-notified"]);

    [Fact]
    public void Check_SameChangeUnderAnotherId_IsFound() =>
        Kinds([.. Right, Right[0] with { EventId = "evt_3" }]).ShouldBe(["notified-under-several-ids"]);

    [Fact]
    public void Check_AnotherStatus_IsFound() =>
        Kinds([Right[0], Right[1] with { Status = OrderStatus.Cooking }]).ShouldBe(["notified-of-another-status"]);

    [Fact]
    public void Check_OrderOfSomebodyElse_IsFound() =>
        Kinds([.. Right, new(Me, "evt_9", "ord_9", 1, OrderStatus.Placed)]).ShouldBe(["notified-of-something-else"]);

    [Fact]
    public void Check_OneIdForTwoChanges_IsFound() =>
        Kinds([Right[0], Right[1] with { EventId = "evt_1" }]).ShouldBe(["event-id-used-twice"]);

    private static IEnumerable<string> Kinds(Notification[] received) => NotificationCheck
        .Check(received, Me, new Dictionary<string, IReadOnlyList<OrderHistoryEntry>>
        {
            ["ord_1"] = [new OrderHistoryEntry(1, OrderStatus.Placed, default), new OrderHistoryEntry(2, OrderStatus.Paid, default)],
        })
        .Select(violation => violation.Kind);
}
