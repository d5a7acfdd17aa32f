using Delivery.Contracts.Escalations;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>An operator cancels the workflow instance of an order, at each stage of the order's life.</summary>
public sealed class InstanceCancellationTests
{
    private const string Paid = "SettleOrder store 18000 rider 0";
    private static readonly string[] Closed = ["CloseOrder CancelledByOperator", "NotifyCustomer cancelled-by-operator"];

    [Fact]
    public void Cancel_WhileAuthorizing_GivesTheMoneyBack() => ShouldUndo(Stages.Authorizing().CancelInstance(), ["RevokePayment", .. Closed]);

    [Fact]
    public void Cancel_WhileDeferred_GivesTheMoneyBack() => ShouldUndo(Stages.Deferred().CancelInstance(), ["RevokePayment", .. Closed]);

    [Fact]
    public void Cancel_WhileOffered_TakesTheTicketBackFirst() => ShouldRevokeTheTicket(Stages.Offered());

    [Fact]
    public void Cancel_WhileAccepted_TakesTheTicketBackFirst() => ShouldRevokeTheTicket(Stages.Accepted());

    [Fact]
    public void Cancel_WhileCooking_TakesTheTicketBackAllTheSame() => ShouldRevokeTheTicket(Stages.Cooking());

    [Fact]
    public void Cancel_WhileTheCustomerCancels_ClosesAsTheOperatorSays()
    {
        var order = Stages.Accepted().Happens<CancellationRequested>().Forget();

        ShouldRevokeTheTicket(order);
    }

    [Fact]
    public void Cancel_WhileARiderIsSearched_CancelsTheDelivery() => ShouldCancelTheDelivery(Stages.Cooked());

    [Fact]
    public void Cancel_WhileClaimed_CancelsTheDelivery() => ShouldCancelTheDelivery(Stages.Claimed());

    [Fact]
    public void Cancel_WhileUnderWay_CancelsTheDelivery() => ShouldCancelTheDelivery(Stages.PickedUp());

    [Fact]
    public void Cancel_AfterTheRiderGaveBack_CancelsTheDeliveryOnce() =>
        ShouldCancelTheDelivery(Stages.Claimed().Happens<DeliveryGivenBack>().Forget());

    [Fact]
    public void Cancel_HandedOverMeanwhile_PaysTheRider()
    {
        var order = Stages.PickedUp().CancelInstance().Answers<DeliveryHandedOver>();

        ShouldUndo(order.Answers<PaymentRevoked>().Answers<OrderSettled>(), ["CancelDelivery 1", "RevokePayment", "SettleOrder store 18000 rider-1 3000", .. Closed], isRevoked: true);
    }

    [Fact]
    public void Cancel_WhileCapturing_RefundsAndPaysStoreAndRider()
    {
        var order = Stages.HandedOver().CancelInstance().Answers<PaymentRevoked>().Answers<OrderSettled>();

        ShouldUndo(order, ["RevokePayment", "SettleOrder store 18000 rider-1 3000", .. Closed], isRevoked: true);
    }

    [Fact]
    public void Cancel_WhileTheOrderIsClosing_ClosesItAsDecided()
    {
        var order = Stages.HandedOver().Answers<PaymentCaptured>().Forget().CancelInstance();

        order.Settle().Sent.ShouldBe(["SettleOrder store 18000 rider-1 3000", "CloseOrder Completed"]);
        order.IsCancelled.ShouldBeTrue();
    }

    [Fact]
    public void Cancel_WhileAnotherEndingIsUnderWay_KeepsIt()
    {
        var order = Stages.Offered().Answers<TicketRejected>().Forget().CancelInstance();

        order.Undo().Sent.ShouldBe(["RevokePayment", "CloseOrder StoreRejected", "NotifyCustomer store-rejected"]);
        order.IsCancelled.ShouldBeTrue();
    }

    [Fact]
    public void Cancel_WhileAnOperatorIsAsked_WithdrawsTheQuestionFirst()
    {
        var order = Stages.Accepted().TimePasses().Forget();
        var incident = order.Last<RaiseEscalation>().Incident;

        order.CancelInstance().Answers<EscalationWithdrawn>().Answers<TicketRevoked>();

        order.Last<WithdrawEscalation>().Incident.ShouldBe(incident);
        ShouldUndo(order, ["WithdrawEscalation KitchenOverdue", "RevokeTicket 1 force", "RevokePayment", .. Closed]);
    }

    [Fact]
    public void Cancel_WhileCookedAgain_TakesBackEveryRound()
    {
        var order = Stages.Accepted().TimePasses().Answers<EscalationReplaced>().Answers<TicketRevoked>().Answers<TicketAccepted>().Forget();

        order.CancelInstance().Answers<TicketRevoked>().Answers<TicketRevoked>();

        ShouldUndo(order, ["RevokeTicket 2 force", "RevokeTicket 1 force", "RevokePayment", .. Closed]);
    }

    [Fact]
    public void Cancel_Twice_UndoesOnce()
    {
        var order = Stages.Accepted().CancelInstance().CancelInstance();

        order.Sent.ShouldBe(["RevokeTicket 1 force"]);
    }

    [Fact]
    public void Cancel_WhatComesLate_ResumesNothing()
    {
        var order = Stages.Offered().CancelInstance().Forget();

        order.Answers<TicketAccepted>().Happens<CookingStarted>().Happens<CancellationRequested>().Sent.ShouldBeEmpty();
        order.Answers<TicketRevoked>().Sent.ShouldBe(["RevokePayment"]);
    }

    [Fact]
    public void Cancel_RefereeSilent_IsAskedAgain()
    {
        var order = Stages.Accepted().CancelInstance().TimePasses();

        order.Sent.ShouldBe(["RevokeTicket 1 force", "RevokeTicket 1 force"]);
        order.Answers<TicketRevoked>().Sent.ShouldBe(["RevokePayment"]);
    }

    private static void ShouldRevokeTheTicket(LifecycleSimulation order) =>
        ShouldUndo(order.CancelInstance().Answers<TicketRevoked>(), ["RevokeTicket 1 force", "RevokePayment", .. Closed]);

    private static void ShouldCancelTheDelivery(LifecycleSimulation order) => ShouldUndo(
        order.CancelInstance().Answers<DeliveryCancelled>().Answers<PaymentRevoked>().Answers<OrderSettled>(),
        ["CancelDelivery 1", "RevokePayment", Paid, .. Closed],
        isRevoked: true);

    private static void ShouldUndo(LifecycleSimulation order, string[] commands, bool isRevoked = false)
    {
        order = isRevoked ? order.Answers<OrderClosed>() : order.Undo();

        order.Sent.ShouldBe(commands);
        order.IsCancelled.ShouldBeTrue();
    }
}
