using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

public sealed class PaymentTests
{
    [Fact]
    public void Authorize_Declined_ClosesWithoutAStore()
    {
        var order = Stages.Authorizing();

        order.Answers<PaymentDeclined>().Sent.ShouldBe(["RevokePayment"]);
        order.Undo().Sent.ShouldBe(["CloseOrder PaymentDeclined", "NotifyCustomer payment-declined"]);

        order.IsFinished.ShouldBeTrue();
        order.Last<CloseOrder>().Reason.ShouldBe("The payment was declined.");
    }

    [Fact]
    public void Deferred_PaidLater_GoesToTheStore()
    {
        var order = Stages.Authorizing();

        order.Answers<PaymentDeferred>().Sent.ShouldBe(["NotifyCustomer payment-deferred"]);
        order.Happens<PaymentAuthorized>().Sent.ShouldBe(["OfferTicket 1"]);
    }

    [Fact]
    public void Deferred_PaidLaterAsAnAnswerToTheFirstRequest_GoesToTheStore()
    {
        var order = Stages.Deferred();

        order.Answers<PaymentAuthorized>().Sent.ShouldBe(["OfferTicket 1"]);
    }

    [Fact]
    public void Deferred_DeclinedLater_ClosesWithoutAStore()
    {
        var order = Stages.Deferred();

        order.Happens<PaymentDeclined>().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder PaymentDeclined", "NotifyCustomer payment-declined"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Deferred_NotPaidInTime_IsRevokedAndClosed()
    {
        var order = Stages.Deferred();
        order.NextTimer().ShouldBe(TimeSpan.FromMinutes(15));

        order.TimePasses().Undo().Sent.ShouldBe(["RevokePayment", "CloseOrder PaymentExpired", "NotifyCustomer payment-expired"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Deferred_PaidAfterTheDeadline_IsNotOfferedToAStore()
    {
        var order = Stages.Deferred();

        order.TimePasses().Happens<PaymentAuthorized>().Undo().Sent
            .ShouldBe(["RevokePayment", "CloseOrder PaymentExpired", "NotifyCustomer payment-expired"]);
    }

    [Fact]
    public void Authorize_PaymentServiceAway_IsTreatedAsDeferred()
    {
        var order = Stages.Authorizing();

        order.TimePasses().Sent.ShouldBe(["NotifyCustomer payment-deferred"]);
        order.Answers<PaymentAuthorized>().Sent.ShouldBe(["OfferTicket 1"]);
    }

    [Fact]
    public void Revoke_PaymentServiceAway_IsAskedUntilItAnswers()
    {
        var order = Stages.Authorizing().Answers<PaymentDeclined>().Forget();

        order.TimePasses().TimePasses().TimePasses().Sent.ShouldBe(["RevokePayment", "RevokePayment", "RevokePayment"]);
        order.Undo().Sent.ShouldBe(["CloseOrder PaymentDeclined", "NotifyCustomer payment-declined"]);
    }
}
