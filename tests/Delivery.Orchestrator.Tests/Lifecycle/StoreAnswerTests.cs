using System.Text.Json.Nodes;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Stores;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

public sealed class StoreAnswerTests
{
    [Fact]
    public void Offer_Rejected_GivesTheMoneyBackAndPassesTheStoresWordsOn()
    {
        var order = Stages.Offered();

        order.Answers<TicketRejected>(new JsonObject { ["reason"] = "재료가 떨어졌습니다" }).Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder StoreRejected", "NotifyCustomer store-rejected"]);

        order.IsFinished.ShouldBeTrue();
        order.Last<CloseOrder>().Reason.ShouldBe("재료가 떨어졌습니다");
    }

    [Fact]
    public void Offer_RejectedWithoutAReason_SaysSoInOurWords()
    {
        var order = Stages.Offered();

        order.Answers<TicketRejected>(new JsonObject { ["reason"] = null }).Undo();

        order.Last<CloseOrder>().Reason.ShouldBe("The store cannot take the order. You pay nothing.");
    }

    [Fact]
    public void Offer_StoresOwnClockExpires_GivesTheMoneyBack()
    {
        var order = Stages.Offered();

        order.Answers<TicketExpired>().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder StoreDidNotAnswer", "NotifyCustomer store-did-not-answer"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Offer_StoreServiceAway_AsksTheReferee()
    {
        var order = Stages.Offered();
        order.NextTimer().ShouldBe(TimeSpan.FromHours(1));
        order.Last<OfferTicket>().ValidUntil.ShouldBe(order.Now + TimeSpan.FromHours(1));

        order.TimePasses().Sent.ShouldBe(["ExpireTicket 1"]);
        order.Answers<TicketExpired>().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder StoreUnavailable", "NotifyCustomer store-unavailable", "RevokeTicket 1 force"]);
        order.Answers<TicketRevoked>();

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Expire_StoreServiceStillAway_FreesTheCustomerAndClosesTheTicketWhenItReturns()
    {
        var order = Stages.Offered().TimePasses().Forget();
        order.NextTimer().ShouldBe(TimeSpan.FromMinutes(2));

        order.TimePasses().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder StoreUnavailable", "NotifyCustomer store-unavailable", "RevokeTicket 1 force"]);
        order.IsFinished.ShouldBeFalse();
        order.Forget().TimePasses().Sent.ShouldBe(["RevokeTicket 1 force"]);
        order.Answers<TicketRevoked>();

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Expire_StoreHasAlreadyAccepted_GoesOn()
    {
        var order = Stages.Offered().TimePasses().Forget();

        order.Answers<TicketAlreadyAccepted>().Sent.ShouldBeEmpty();
        order.Happens<CookingStarted>().Happens<CookingFinished>().Sent.ShouldBe(["OfferDelivery 1 radius 0"]);
    }

    [Fact]
    public void Expire_StoreHasRejected_GivesTheMoneyBack()
    {
        var order = Stages.Offered().TimePasses().Forget();

        order.Answers<TicketRejected>().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder StoreRejected", "NotifyCustomer store-rejected"]);
    }
}
