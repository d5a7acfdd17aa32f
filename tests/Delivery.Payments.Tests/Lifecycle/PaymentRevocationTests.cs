using Delivery.Contracts.Payments;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests.Lifecycle;

public sealed class PaymentRevocationTests
{
    [Fact]
    public void Revoke_NothingKnown_LeavesATombstone()
    {
        var script = new Script().Revoke();
        script.State.ShouldBe(PaymentState.Revoked);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentRevoked>().Refunded.ShouldBeNull();

        script.Submit().Authorize();

        script.State.ShouldBe(PaymentState.Revoked);
        script.Payment.Operation.ShouldBeNull();
        script.Payment.Token.ShouldBeNull();
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentDeclined>().Reason.ShouldBe("revoked");
    }

    [Fact]
    public void Revoke_Twice_AnswersEachRequest()
    {
        var script = new Script().Revoke("first").Revoke("second");

        script.News().Select(sent => (sent.RequestId, sent.Version)).ShouldBe([("first", 1), ("second", 1)]);
    }

    [Fact]
    public void Revoke_NotYetAsked_IsRevokedAtOnce()
    {
        var script = Script.Authorizing().Revoke();

        script.State.ShouldBe(PaymentState.Revoked);
        script.Payment.Operation.ShouldBeNull();
        script.Payment.Token.ShouldBeNull();
    }

    [Fact]
    public void Revoke_DeferredAndNotReached_IsRevokedAtOnce() => Script.Deferred().Revoke().State.ShouldBe(PaymentState.Revoked);

    [Fact]
    public void Revoke_CallUnderWay_UndoesItsLateSuccess()
    {
        var script = Script.Authorizing().Claim().Revoke();
        script.State.ShouldBe(PaymentState.Revoking);
        script.News().ShouldBeEmpty();

        script.Complete(ProviderAnswer.Succeeded("auth_1"));

        script.State.ShouldBe(PaymentState.Revoking);
        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Void);
        script.News().ShouldBeEmpty();
        script.Answer(ProviderAnswer.Succeeded(null));
        script.State.ShouldBe(PaymentState.Revoked);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentRevoked>().RequestId.ShouldBe("revoke");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Revoke_CallUnderWayThatBringsNothing_IsRevoked(bool refused)
    {
        var script = Script.Authorizing().Claim().Revoke();

        script.Complete(refused ? ProviderAnswer.Refused("card_declined") : ProviderAnswer.NotReached);

        script.State.ShouldBe(PaymentState.Revoked);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentRevoked>();
    }

    [Fact]
    public void Revoke_Authorized_Voids()
    {
        var script = Script.Authorized();
        script.News();
        script.Revoke().Revoke();

        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Void);
        script.Answer(ProviderAnswer.Unknown).State.ShouldBe(PaymentState.Revoking);
        script.Answer(ProviderAnswer.Succeeded(null)).State.ShouldBe(PaymentState.Revoked);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentRevoked>().Refunded.ShouldBeNull();
        script.Payment.Postings.ShouldBeEmpty();
    }

    [Fact]
    public void Revoke_Captured_RefundsOnceAndBooksIt()
    {
        var script = Script.Captured();
        script.News();

        script.Revoke().Revoke().Answer(ProviderAnswer.Succeeded(null)).Revoke("later");

        script.State.ShouldBe(PaymentState.Revoked);
        script.News().Cast<PaymentRevoked>().Select(revoked => (revoked.RequestId, revoked.Refunded)).ShouldBe(
            [("revoke", Orders.Total), ("later", Orders.Total)]);
        script.Payment.Postings.Where(entry => entry.Account == "platform").Sum(entry => entry.Amount).ShouldBe(0);
        script.Payment.Postings.Count.ShouldBe(4);
    }

    [Fact]
    public void Revoke_CaptureNotYetAsked_VoidsInstead() =>
        Script.Authorized().Capture().Revoke().Payment.Operation!.Kind.ShouldBe(OperationKind.Void);

    [Fact]
    public void Revoke_CaptureUnderWayThatSucceeds_Refunds()
    {
        var script = Script.Authorized().Capture().Claim().Revoke().Complete(ProviderAnswer.Succeeded("cap_1"));

        script.State.ShouldBe(PaymentState.Revoking);
        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Refund);
        script.Payment.CaptureId.ShouldBe("cap_1");
    }

    [Fact]
    public void Revoke_CaptureWithLostAnswerHadSucceeded_RefundsWhatTheVoidFinds()
    {
        var script = Script.Authorized().Capture().Claim().Revoke().Complete(ProviderAnswer.Unknown);
        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Void);

        script.Answer(ProviderAnswer.Refused("already-captured") with { CaptureId = "cap_1" });

        script.Payment.Operation.Kind.ShouldBe(OperationKind.Refund);
        script.Answer(ProviderAnswer.Succeeded(null)).State.ShouldBe(PaymentState.Revoked);
        script.News()[^1].ShouldBeOfType<PaymentRevoked>().Refunded.ShouldBe(Orders.Total);
        script.Payment.Postings.Sum(entry => entry.Amount).ShouldBe(0);
    }

    [Fact]
    public void Claim_CaptureOvertakenByARevocation_VoidsInstead()
    {
        var script = Script.Authorized().Capture().Claim().Revoke().Claim();

        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Void);
    }
}
