using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Checks;

namespace Delivery.Simulator.Tests.Checks;

public sealed class ProjectionCheckTests
{
    [Fact]
    public void Check_ProjectionThatAgrees_FindsNothing()
    {
        ProjectionCheck.Check(Facts.Completed()).ShouldBeEmpty();
        ProjectionCheck.Check(Facts.CancelledByCustomer()).ShouldBeEmpty();
    }

    [Fact]
    public void Check_StalePayment_IsFound() =>
        ShouldFind(facts => facts with { Payment = facts.Payment with { State = "Authorized" } }, "payment");

    [Fact]
    public void Check_StaleTicket_IsFound() =>
        ShouldFind(facts => facts with { Tickets = [facts.Tickets[0] with { State = "Cooking" }] }, "ticket");

    [Fact]
    public void Check_UnknownRoundOfTicket_IsFound() =>
        ShouldFind(facts => facts with { Tickets = [.. facts.Tickets, facts.Tickets[0] with { Round = 2 }] }, "ticket");

    [Fact]
    public void Check_StaleDelivery_IsFound() =>
        ShouldFind(facts => facts with { Deliveries = [facts.Deliveries[0] with { State = "PickedUp" }] }, "delivery");

    [Fact]
    public void Check_TwoRidersWithTheDelivery_IsFound() =>
        ShouldFind(facts => facts with { Deliveries = [facts.Deliveries[0], facts.Deliveries[0] with { RiderId = "rider-2" }] }, "riders have");

    [Fact]
    public void Check_HoleInTheHistory_IsFound() =>
        ShouldFind(facts => facts with { Projection = facts.Projection with { History = [.. facts.Projection.History.Where(entry => entry.Version != 3)] } }, "history");

    [Fact]
    public void Check_HistoryThatEndsElsewhere_IsFound() =>
        ShouldFind(facts => facts with { Projection = facts.Projection with { Status = OrderStatus.Cancelled } }, "history");

    private static void ShouldFind(Func<OrderFacts, OrderFacts> harm, string about) =>
        ProjectionCheck.Check(harm(Facts.Completed())).ShouldHaveSingleItem().Detail.ShouldContain(about);
}
