using Delivery.Contracts.Escalations;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Stores;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

public sealed class CancellationTests
{
    private static readonly string[] RevokedOnce =
        ["RevokeTicket 1", "RevokePayment", "CloseOrder CancelledByCustomer", "NotifyCustomer cancelled-by-customer"];

    [Fact]
    public void Cancel_WhileAuthorizing_RevokesOnce() => ShouldRevokeOnce(Stages.Authorizing());

    [Fact]
    public void Cancel_WhileDeferred_RevokesOnce() => ShouldRevokeOnce(Stages.Deferred());

    [Fact]
    public void Cancel_WhileOffered_RevokesOnce() => ShouldRevokeOnce(Stages.Offered());

    [Fact]
    public void Cancel_WhileTheRefereeIsAsked_RevokesOnce() => ShouldRevokeOnce(Stages.Offered().TimePasses().Forget());

    [Fact]
    public void Cancel_WhileAccepted_RevokesOnce() => ShouldRevokeOnce(Stages.Accepted());

    [Fact]
    public void Cancel_BeforeTheOrderIsKnown_RevokesOnce()
    {
        var order = LifecycleSimulation.Place().Happens<CancellationRequested>();

        order.Sent.ShouldBe(["AuthorizePayment", "RevokeTicket 1"]);
    }

    [Fact]
    public void Cancel_Twice_RevokesOnce()
    {
        var order = Stages.Accepted();

        order.Happens<CancellationRequested>().Happens<CancellationRequested>().Answers<TicketRevoked>().Undo();

        order.Sent.ShouldBe(RevokedOnce);
        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Cancel_WhileAuthorizing_LateAuthorizationChangesNothing()
    {
        var order = Stages.Authorizing();

        order.Happens<CancellationRequested>().Answers<PaymentAuthorized>().Answers<TicketRevoked>().Undo();

        order.Sent.ShouldBe(RevokedOnce);
        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Cancel_RefereeSilent_IsAskedAgain()
    {
        var order = Stages.Accepted().Happens<CancellationRequested>();

        order.TimePasses().Sent.ShouldBe(["RevokeTicket 1", "RevokeTicket 1"]);
        order.Answers<TicketRevoked>().Sent.ShouldBe(["RevokePayment"]);
    }

    [Fact]
    public void Cancel_CookingHasStarted_OrderGoesOn()
    {
        var order = Stages.Accepted();

        order.Happens<CancellationRequested>().Sent.ShouldBe(["RevokeTicket 1"]);
        order.Answers<CookingAlreadyStarted>().Sent.ShouldBeEmpty();
        order.Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
    }

    [Fact]
    public void Cancel_AfterCookingStarted_IsNotTakenUpLater()
    {
        var order = Stages.Cooking();

        order.Happens<CancellationRequested>().Sent.ShouldBeEmpty();
        order.Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
        order.Mailbox.ShouldBe([nameof(CancellationRequested)]);
    }

    [Fact]
    public void Cancel_WhileAnOperatorIsAsked_WithdrawsTheIncident()
    {
        var order = Stages.Accepted().TimePasses().Forget();
        var incident = order.Last<RaiseEscalation>().Incident;

        order.Happens<CancellationRequested>().Sent.ShouldBe(["WithdrawEscalation KitchenOverdue"]);
        order.Last<WithdrawEscalation>().Incident.ShouldBe(incident);
        order.Answers<EscalationWithdrawn>().Answers<TicketRevoked>().Undo();

        order.Sent.ShouldBe(RevokedOnce);
        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Cancel_WhileTheSecondRoundIsOffered_RevokesThatRound()
    {
        var order = Stages.Accepted().TimePasses().Answers<EscalationReplaced>().Answers<TicketRevoked>().Forget();

        order.Happens<CancellationRequested>().Sent.ShouldBe(["RevokeTicket 2"]);
    }

    [Fact]
    public void Cancel_WhileTheOrderIsClosing_IsTooLate()
    {
        var order = Stages.Offered().Answers<TicketRejected>();

        order.Happens<CancellationRequested>().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder StoreRejected", "NotifyCustomer store-rejected"]);
    }

    private static void ShouldRevokeOnce(LifecycleSimulation order)
    {
        order.Happens<CancellationRequested>().Answers<TicketRevoked>().Undo().Sent.ShouldBe(RevokedOnce);

        order.IsFinished.ShouldBeTrue();
    }
}
