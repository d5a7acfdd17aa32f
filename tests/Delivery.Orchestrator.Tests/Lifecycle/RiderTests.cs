using Delivery.Contracts.Escalations;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

public sealed class RiderTests
{
    private static readonly string[] Escalated = ["NotifyCustomer rider-late", "RaiseEscalation RiderOverdue"];

    [Fact]
    public void Search_NobodyClaims_IsWidenedStepByStep()
    {
        var order = Stages.Cooked();
        order.NextTimer().ShouldBe(TimeSpan.FromMinutes(3));

        order.TimePasses().Sent.ShouldBe(["OfferDelivery 1 radius 1"]);
        order.TimePasses().Sent.ShouldBe(["OfferDelivery 1 radius 2"]);
        order.Answers<DeliveryClaimed>().Happens<DeliveryPickedUp>().Happens<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void Search_NobodyAtAll_PaysTheStoreAndNotTheCustomer()
    {
        var order = Stages.Cooked().TimePasses().TimePasses().Forget();

        order.TimePasses().Sent.ShouldBe(["ExpireDelivery 1"]);
        order.Answers<DeliveryExpired>().Answers<PaymentRevoked>().Settle().Sent.ShouldBe(
            ["RevokePayment", "SettleOrder store 18000 rider 0", "CloseOrder NoRiderFound", "NotifyCustomer no-rider-found"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Search_ClaimedAtTheLastMoment_GoesOn()
    {
        var order = Stages.Cooked().TimePasses().TimePasses().TimePasses().Forget();

        order.Answers<DeliveryClaimed>().Sent.ShouldBeEmpty();
        order.Happens<DeliveryPickedUp>().Happens<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void Search_RefereeSilent_IsAskedAgain()
    {
        var order = Stages.Cooked().TimePasses().TimePasses().TimePasses().Forget();

        order.TimePasses().TimePasses().Sent.ShouldBe(["ExpireDelivery 1", "ExpireDelivery 1"]);
    }

    [Fact]
    public void Delivery_GivenBackManyTimes_IsSearchedAgainEachTime()
    {
        var order = Stages.Claimed();
        for (var time = 1; time <= 5; time++)
        {
            order.Happens<DeliveryGivenBack>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
            order.Answers<DeliveryClaimed>().Sent.ShouldBeEmpty();
        }

        order.Happens<DeliveryPickedUp>().Happens<DeliveryHandedOver>().Answers<PaymentCaptured>().Sent
            .ShouldBe(["CapturePayment", "SettleOrder store 18000 rider-6 3000"]);
    }

    [Fact]
    public void PickUp_Overdue_AsksAnOperator()
    {
        var order = Stages.Claimed();
        order.NextTimer().ShouldBe(TimeSpan.FromMinutes(20));

        order.TimePasses().Sent.ShouldBe(Escalated);
    }

    [Fact]
    public void PickUp_OverdueAndContinued_WaitsOn()
    {
        var order = Stages.Claimed().TimePasses().Answers<EscalationContinued>().Forget();

        order.TimePasses().Sent.ShouldBe(Escalated);
        order.Answers<EscalationContinued>().Happens<DeliveryPickedUp>().Happens<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void PickUp_OverdueAndReplaced_FindsAnotherRider()
    {
        var order = Stages.Claimed().TimePasses().Forget();

        order.Answers<EscalationReplaced>().Sent.ShouldBe(["ReleaseRider 1"]);
        order.Answers<RiderReleased>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
        order.Answers<DeliveryClaimed>().Happens<DeliveryPickedUp>().Happens<DeliveryHandedOver>().Answers<PaymentCaptured>().Sent
            .ShouldBe(["CapturePayment", "SettleOrder store 18000 rider-2 3000"]);
    }

    [Fact]
    public void PickUp_OverdueReplacedButPickedUp_GoesOn()
    {
        var order = Stages.Claimed().TimePasses().Answers<EscalationReplaced>().Forget();

        order.Answers<DeliveryPickedUp>().Happens<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void PickUp_OverdueAndCancelled_PaysTheStoreAndNotTheCustomer()
    {
        var order = Stages.Claimed().TimePasses().Forget();

        order.Answers<EscalationCancelled>().Sent.ShouldBe(["CancelDelivery 1"]);
        order.Answers<DeliveryCancelled>().Answers<PaymentRevoked>().Settle().Sent.ShouldBe(
            ["RevokePayment", "SettleOrder store 18000 rider 0", "CloseOrder CancelledByOperator", "NotifyCustomer cancelled-by-operator"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void PickUp_OverdueCancelledButHandedOver_IsPaid()
    {
        var order = Stages.Claimed().TimePasses().Answers<EscalationCancelled>().Forget();

        order.Answers<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void PickUp_OverdueAndPickedUpWhileAnOperatorIsAsked_WithdrawsAndGoesOn()
    {
        var order = Stages.Claimed().TimePasses().Forget();

        order.Happens<DeliveryPickedUp>().Sent.ShouldBe(["WithdrawEscalation RiderOverdue"]);
        order.Answers<EscalationWithdrawn>().Happens<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void PickUp_OverdueAndGivenBackWhileAnOperatorIsAsked_WithdrawsAndSearchesAgain()
    {
        var order = Stages.Claimed().TimePasses().Forget();

        order.Happens<DeliveryGivenBack>().Sent.ShouldBe(["WithdrawEscalation RiderOverdue"]);
        order.Answers<EscalationWithdrawn>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
    }

    [Fact]
    public void PickUp_OverdueTwice_EachIsAnIncidentOfItsOwn()
    {
        var order = Stages.Claimed().TimePasses();
        var first = order.Last<RaiseEscalation>().Incident;

        order.Answers<EscalationReplaced>().Answers<RiderReleased>().Answers<DeliveryClaimed>().TimePasses();

        order.Last<RaiseEscalation>().Incident.ShouldNotBe(first);
    }
}
