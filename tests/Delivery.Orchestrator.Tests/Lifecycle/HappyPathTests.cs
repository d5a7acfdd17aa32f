using System.Text.Json.Nodes;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

public sealed class HappyPathTests
{
    [Fact]
    public void Order_EverythingGoesWell_IsCompleted()
    {
        var order = LifecycleSimulation.Place();
        order.Sent.ShouldBe(["AuthorizePayment"]);
        order.Answers<PaymentAuthorized>().Sent.ShouldBe(["OfferTicket 1"]);
        order.Answers<TicketAccepted>().Sent.ShouldBeEmpty();
        order.Happens<CookingStarted>().Sent.ShouldBeEmpty();
        order.Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
        order.Answers<DeliveryClaimed>().Sent.ShouldBeEmpty();
        order.Happens<DeliveryPickedUp>().Sent.ShouldBeEmpty();
        order.Happens<DeliveryHandedOver>().Sent.ShouldBe(["CapturePayment"]);
        order.Answers<PaymentCaptured>().Sent.ShouldBe(["SettleOrder store 18000 rider-1 3000"]);
        order.Answers<OrderSettled>().Sent.ShouldBe(["CloseOrder Completed"]);
        order.Answers<OrderClosed>().Sent.ShouldBeEmpty();

        order.IsFinished.ShouldBeTrue();
        order.Mailbox.ShouldBeEmpty();
    }

    [Fact]
    public void Commands_OfAnOrder_CarryWhatWasOrdered()
    {
        var order = Stages.Cooked();

        var authorize = order.Last<AuthorizePayment>();
        authorize.CustomerId.ShouldBe("customer-1");
        authorize.Amount.Amount.ShouldBe(21000);
        authorize.RequestId.ShouldStartWith("wfi_1:");
        var ticket = order.Last<OfferTicket>();
        ticket.StoreId.ShouldBe("sto_hanok");
        ticket.Lines.ShouldHaveSingleItem().Name.ShouldBe("비빔밥");
        ticket.AnswerWithin.ShouldBe(TimeSpan.FromMinutes(5));
        var delivery = order.Last<OfferDelivery>();
        delivery.RegionId.ShouldBe("gangnam");
        delivery.DeliveryAddress.ShouldBe("테헤란로 1");
        delivery.Fee.Amount.ShouldBe(3000);
    }

    [Fact]
    public void Messages_BeforeAnybodyWaitsForThem_AreNotLost()
    {
        var order = Stages.Offered();

        order.Happens<CookingFinished>().Happens<CookingStarted>().Sent.ShouldBeEmpty();
        order.Answers<TicketAccepted>();

        order.Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
        order.Mailbox.ShouldBeEmpty();
    }

    [Fact]
    public void Answer_ToAnEarlierQuestion_ResumesNothing()
    {
        var order = Stages.Cooked();
        var first = order.Last<OfferDelivery>().RequestId;
        order.TimePasses().Forget();

        order.Happens<DeliveryClaimed>(new JsonObject { ["requestId"] = first }).Sent.ShouldBeEmpty();
        order.Happens<DeliveryPickedUp>().Sent.ShouldBeEmpty();
        order.Answers<DeliveryClaimed>(new JsonObject { ["claim"] = 1, ["riderId"] = "rider-1" });
        order.Happens<DeliveryHandedOver>(new JsonObject { ["claim"] = 1 }).Sent.ShouldBe(["CapturePayment"]);
    }

    [Fact]
    public void Timeouts_OverriddenAtTheStart_ReachTheSubWorkflows()
    {
        var order = LifecycleSimulation.Place(new JsonObject { ["paymentAnswer"] = "00:00:01", ["storeAnswer"] = "00:00:02", ["storeAway"] = "00:00:03" });

        order.NextTimer().ShouldBe(TimeSpan.FromSeconds(1));
        order.Answers<PaymentAuthorized>();
        order.NextTimer().ShouldBe(TimeSpan.FromSeconds(3));
        order.Last<OfferTicket>().AnswerWithin.ShouldBe(TimeSpan.FromSeconds(2));
    }
}
