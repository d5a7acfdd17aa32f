using Delivery.Contracts.Escalations;
using Delivery.Contracts.Stores;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

public sealed class KitchenTests
{
    private static readonly string[] Escalated = ["NotifyCustomer kitchen-late", "RaiseEscalation KitchenOverdue"];

    [Fact]
    public void Start_Overdue_AsksAnOperator()
    {
        var order = Stages.Accepted();
        order.NextTimer().ShouldBe(TimeSpan.FromMinutes(20));

        order.TimePasses().Sent.ShouldBe(Escalated);
        order.Last<RaiseEscalation>().Summary.ShouldBe("The store has accepted and does not start to cook.");
    }

    [Fact]
    public void Start_OverdueAndContinued_WaitsOnAndEscalatesANewIncident()
    {
        var order = Stages.Accepted().TimePasses();
        var first = order.Last<RaiseEscalation>().Incident;

        order.Answers<EscalationContinued>().Forget().TimePasses().Sent.ShouldBe(Escalated);

        order.Last<RaiseEscalation>().Incident.ShouldNotBe(first);
    }

    [Fact]
    public void Start_OverdueAndContinued_CookingStartsAfterAll()
    {
        var order = Stages.Accepted().TimePasses().Answers<EscalationContinued>().Forget();

        order.Happens<CookingStarted>().Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
    }

    [Fact]
    public void Start_OverdueAndStartsWhileAnOperatorIsAsked_WithdrawsAndGoesOn()
    {
        var order = Stages.Accepted().TimePasses().Forget();

        order.Happens<CookingStarted>().Sent.ShouldBe(["WithdrawEscalation KitchenOverdue"]);
        order.Answers<EscalationWithdrawn>().Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
    }

    [Fact]
    public void Start_OverdueAndReplaced_IsOfferedAgain()
    {
        var order = Stages.Accepted().TimePasses().Forget();

        order.Answers<EscalationReplaced>().Sent.ShouldBe(["RevokeTicket 1 force"]);
        order.Answers<TicketRevoked>().Sent.ShouldBe(["OfferTicket 2"]);
        order.Answers<TicketAccepted>().Happens<CookingStarted>().Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 2 radius 0"]);
    }

    [Fact]
    public void Start_OverdueAndCancelled_GivesTheMoneyBack()
    {
        var order = Stages.Accepted().TimePasses().Forget();

        order.Answers<EscalationCancelled>().Sent.ShouldBe(["RevokeTicket 1 force"]);
        order.Answers<TicketRevoked>().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder CancelledByOperator", "NotifyCustomer cancelled-by-operator"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Escalation_NobodyDecides_RemindsAndAsksAgainForTheSameIncident()
    {
        var order = Stages.Accepted().TimePasses();
        var first = order.Last<RaiseEscalation>();
        order.Forget().NextTimer().ShouldBe(TimeSpan.FromMinutes(30));

        order.TimePasses().Sent.ShouldBe(["NotifyCustomer incident-still-open", "RaiseEscalation KitchenOverdue"]);

        order.Last<RaiseEscalation>().Incident.ShouldBe(first.Incident);
        order.Last<RaiseEscalation>().RequestId.ShouldNotBe(first.RequestId);
        order.Answers<EscalationCancelled>().Sent.ShouldBe(["RevokeTicket 1 force"]);
    }

    [Fact]
    public void Finish_Overdue_AsksAnOperator()
    {
        var order = Stages.Cooking();
        order.NextTimer().ShouldBe(TimeSpan.FromHours(1));

        order.TimePasses().Sent.ShouldBe(Escalated);
        order.Last<RaiseEscalation>().Summary.ShouldBe("The store is cooking and does not finish.");
    }

    [Fact]
    public void Finish_OverdueAndContinued_WaitsOn()
    {
        var order = Stages.Cooking().TimePasses().Answers<EscalationContinued>().Forget();

        order.Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
    }

    [Fact]
    public void Finish_OverdueAndFinishesWhileAnOperatorIsAsked_WithdrawsAndGoesOn()
    {
        var order = Stages.Cooking().TimePasses().Forget();

        order.Happens<CookingFinished>().Sent.ShouldBe(["WithdrawEscalation KitchenOverdue"]);
        order.Answers<EscalationWithdrawn>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
    }

    [Fact]
    public void Finish_OverdueAndReplaced_IsCookedAgainAndDeliveredOnce()
    {
        var order = Stages.Cooking().TimePasses().Forget();

        order.Answers<EscalationReplaced>().Answers<TicketRevoked>().Sent.ShouldBe(["RevokeTicket 1 force", "OfferTicket 2"]);
        order.Answers<TicketAccepted>().Happens<CookingStarted>().Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 2 radius 0"]);
    }

    [Fact]
    public void Finish_OverdueReplacedAndRejected_GivesTheMoneyBackAndPaysNobody()
    {
        var order = Stages.Cooking().TimePasses().Answers<EscalationReplaced>().Answers<TicketRevoked>().Forget();

        order.Answers<TicketRejected>().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder StoreRejected", "NotifyCustomer store-rejected"]);
    }

    [Fact]
    public void Finish_OverdueAndCancelled_GivesTheMoneyBack()
    {
        var order = Stages.Cooking().TimePasses().Forget();

        order.Answers<EscalationCancelled>().Answers<TicketRevoked>().Undo().Sent
            .ShouldBe(["RevokeTicket 1 force", "RevokePayment", "CloseOrder CancelledByOperator", "NotifyCustomer cancelled-by-operator"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void SecondRound_StaleEventOfTheFirst_ResolvesNothing()
    {
        var order = Stages.Accepted().Happens<Contracts.Orders.CancellationRequested>().Answers<CookingAlreadyStarted>();
        order.Happens<CookingStarted>().TimePasses().Answers<EscalationReplaced>().Answers<TicketRevoked>().Answers<TicketAccepted>().Forget();

        order.TimePasses().Sent.ShouldBe(Escalated);
        order.Mailbox.ShouldBe([nameof(CookingStarted)]);
    }
}
