using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Checks;

namespace Delivery.Simulator.Tests.Checks;

public sealed class OutcomeCheckTests
{
    [Fact]
    public void Check_ExplainedOutcomes_FindsNothing()
    {
        OutcomeCheck.Check(Facts.Completed()).ShouldBeEmpty();
        OutcomeCheck.Check(Facts.CancelledByCustomer()).ShouldBeEmpty();
    }

    [Fact]
    public void Check_OrderThatDoesNotEnd_IsFound()
    {
        var facts = Facts.Completed();

        Kind(facts with { Projection = facts.Projection with { Status = OrderStatus.HandedOver, Outcome = null } }).ShouldBe("not-final");
    }

    [Fact]
    public void Check_FinalWithoutOutcome_IsFound()
    {
        var facts = Facts.Completed();

        Kind(facts with { Projection = facts.Projection with { Outcome = null } }).ShouldBe("status-without-outcome");
    }

    [Theory]
    [InlineData(nameof(OrderOutcome.CancelledByCustomer))]
    [InlineData(nameof(OrderOutcome.CancelledByOperator))]
    [InlineData(nameof(OrderOutcome.PaymentDeclined))]
    [InlineData(nameof(OrderOutcome.PaymentExpired))]
    [InlineData(nameof(OrderOutcome.StoreRejected))]
    [InlineData(nameof(OrderOutcome.StoreDidNotAnswer))]
    [InlineData(nameof(OrderOutcome.StoreUnavailable))]
    [InlineData(nameof(OrderOutcome.NoRiderFound))]
    public void Check_EndThatNobodyCaused_IsFound(string outcome)
    {
        var facts = Facts.Completed();
        var projection = facts.Projection with { Status = OrderStatus.Cancelled, Outcome = Enum.Parse<OrderOutcome>(outcome) };

        Kind(facts with { Projection = projection }).ShouldBe("unexplained-outcome");
    }

    [Fact]
    public void Check_CompletedAlthoughNobodyPickedUp_IsFound()
    {
        var facts = Facts.Completed();
        facts.Run.Deeds.PickedUp = false;

        Kind(facts).ShouldBe("unexplained-outcome");
    }

    private static string Kind(OrderFacts facts) => OutcomeCheck.Check(facts).ShouldHaveSingleItem().Kind;
}
