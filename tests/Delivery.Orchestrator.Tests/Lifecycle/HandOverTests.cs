using Delivery.Contracts.Escalations;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

public sealed class HandOverTests
{
    private static readonly string[] Escalated = ["NotifyCustomer undeliverable", "RaiseEscalation Undeliverable"];

    [Fact]
    public void HandOver_NobodyConfirms_IsConfirmedAfterAWhile()
    {
        var order = Stages.PickedUp();
        order.NextTimer().ShouldBe(TimeSpan.FromMinutes(45));

        order.TimePasses().Sent.ShouldBe(["ConfirmHandOver Timeout"]);
        order.Answers<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void Confirm_RefereeSilent_IsAskedAgain()
    {
        var order = Stages.PickedUp().TimePasses().Forget();

        order.TimePasses().Sent.ShouldBe(["ConfirmHandOver Timeout"]);
        order.Answers<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void Confirm_RefereeKnowsBetter_AsksAnOperator() =>
        Stages.PickedUp().TimePasses().Forget().Answers<DeliveryUndeliverable>().Sent.ShouldBe(Escalated);

    [Fact]
    public void Confirm_Refused_AsksAnOperator() =>
        Stages.PickedUp().TimePasses().Forget().Answers<HandOverRefused>().Sent.ShouldBe(Escalated);

    [Fact]
    public void HandOver_Undeliverable_AsksAnOperator() =>
        Stages.PickedUp().Happens<DeliveryUndeliverable>().Sent.ShouldBe(Escalated);

    [Fact]
    public void Undeliverable_Continued_RiderTriesAgain()
    {
        var order = Stages.PickedUp().Happens<DeliveryUndeliverable>().Answers<EscalationContinued>().Forget();

        order.Happens<DeliveryUndeliverable>().Sent.ShouldBe(Escalated);
        order.Answers<EscalationContinued>().Happens<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void Undeliverable_HandedOverWhileAnOperatorIsAsked_WithdrawsAndGoesOn()
    {
        var order = Stages.PickedUp().Happens<DeliveryUndeliverable>().Forget();

        order.Happens<DeliveryHandedOver>().Sent.ShouldBe(["WithdrawEscalation Undeliverable"]);
        order.Answers<EscalationWithdrawn>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void Undeliverable_Replaced_IsCookedAgainAndBothDishesArePaid()
    {
        var order = Stages.PickedUp().Happens<DeliveryUndeliverable>().Forget();

        order.Answers<EscalationReplaced>().Sent.ShouldBe(["CancelDelivery 1"]);
        order.Answers<DeliveryCancelled>().Sent.ShouldBe(["OfferTicket 2"]);
        order.Answers<TicketAccepted>().Happens<CookingStarted>().Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 2 radius 0"]);
        order.Answers<DeliveryClaimed>().Happens<DeliveryPickedUp>().Happens<DeliveryHandedOver>().Answers<PaymentCaptured>().Sent
            .ShouldBe(["CapturePayment", "SettleOrder store 36000 rider-2 3000"]);
        order.Settle().Sent.ShouldBe(["CloseOrder Completed"]);
        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Undeliverable_ReplacedThenRejected_PaysTheFirstDish()
    {
        var order = Stages.PickedUp().Happens<DeliveryUndeliverable>().Answers<EscalationReplaced>().Answers<DeliveryCancelled>().Forget();

        order.Answers<TicketRejected>().Answers<PaymentRevoked>().Settle().Sent.ShouldBe(
            ["RevokePayment", "SettleOrder store 18000 rider 0", "CloseOrder StoreRejected", "NotifyCustomer store-rejected"]);
    }

    [Fact]
    public void Undeliverable_ReplacedButHandedOver_IsNotCookedAgain()
    {
        var order = Stages.PickedUp().Happens<DeliveryUndeliverable>().Answers<EscalationReplaced>().Forget();

        order.Answers<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void Undeliverable_Cancelled_PaysTheStoreAndNotTheCustomer()
    {
        var order = Stages.PickedUp().Happens<DeliveryUndeliverable>().Answers<EscalationCancelled>().Forget();

        order.Answers<DeliveryCancelled>().Answers<PaymentRevoked>().Settle().Sent.ShouldBe(
            ["RevokePayment", "SettleOrder store 18000 rider 0", "CloseOrder CancelledByOperator", "NotifyCustomer cancelled-by-operator"]);

        order.IsFinished.ShouldBeTrue();
    }
}
