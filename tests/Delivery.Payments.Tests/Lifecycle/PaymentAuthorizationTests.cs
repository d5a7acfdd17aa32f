using Delivery.Contracts.Payments;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests.Lifecycle;

public sealed class PaymentAuthorizationTests
{
    [Fact]
    public void Authorize_MethodFirst_BeginsAuthorization()
    {
        var script = new Script().Submit();
        script.State.ShouldBe(PaymentState.AwaitingRequest);

        script.Authorize();

        script.State.ShouldBe(PaymentState.Authorizing);
        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Authorize);
        script.Payment.Operation.DueAt.ShouldBe(Script.Now);
    }

    [Fact]
    public void SubmitMethod_RequestFirst_BeginsAuthorization()
    {
        var script = new Script().Authorize();
        script.State.ShouldBe(PaymentState.AwaitingMethod);
        script.Payment.Operation.ShouldBeNull();

        script.Submit();

        script.State.ShouldBe(PaymentState.Authorizing);
        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Authorize);
    }

    [Fact]
    public void SubmitMethod_KnownAlready_KeepsTheFirst()
    {
        var script = Script.Authorizing("tok_first");

        script.Submit("tok_second");

        script.Payment.Token!.Value.ShouldBe("tok_first");
    }

    [Fact]
    public void Complete_Succeeded_IsAuthorizedAndForgetsTheToken()
    {
        var script = Script.Authorized();

        script.State.ShouldBe(PaymentState.Authorized);
        script.Payment.Operation.ShouldBeNull();
        script.Payment.Token.ShouldBeNull();
        var authorized = script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentAuthorized>();
        (authorized.RequestId, authorized.Version, authorized.Amount).ShouldBe(("authorize", 1, Orders.Total));
    }

    [Fact]
    public void Complete_Refused_IsDeclinedAndForgetsTheToken()
    {
        var script = Script.Authorizing().Answer(ProviderAnswer.Refused("card_declined"));

        script.State.ShouldBe(PaymentState.Declined);
        script.Payment.Token.ShouldBeNull();
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentDeclined>().Reason.ShouldBe("card_declined");
    }

    [Fact]
    public void Complete_NotReached_IsDeferredAndKeepsTheToken()
    {
        var script = Script.Deferred();

        script.State.ShouldBe(PaymentState.Deferred);
        script.Payment.Token.ShouldNotBeNull();
        script.Payment.Operation!.IsDeferred.ShouldBeTrue();
        script.Payment.Operation.DueAt.ShouldBe(Script.Now.AddSeconds(20));
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentDeferred>().RequestId.ShouldBe("authorize");
    }

    [Fact]
    public void Complete_NotReachedAgain_SaysSoOnlyOnceAndWaitsLonger()
    {
        var script = Script.Deferred();
        script.News();

        script.Answer(ProviderAnswer.NotReached);

        script.News().ShouldBeEmpty();
        script.Payment.Operation!.DueAt.ShouldBe(Script.Now.AddSeconds(40));
    }

    [Fact]
    public void Complete_UnknownOutcome_AsksAgainUnderTheSameKey()
    {
        var script = Script.Authorizing().Claim();
        var key = script.Payment.Operation!.IdempotencyKey;

        script.Complete(ProviderAnswer.Unknown);

        script.State.ShouldBe(PaymentState.Deferred);
        script.Payment.Operation.IsUncertain.ShouldBeTrue();
        script.Payment.Operation.IdempotencyKey.ShouldBe(key);
    }

    [Theory]
    [InlineData(nameof(PaymentState.Authorized))]
    [InlineData(nameof(PaymentState.Capturing))]
    [InlineData(nameof(PaymentState.Captured))]
    public void Authorize_DecidedAlready_AnswersAgainWithTheNewRequest(string name)
    {
        var state = Enum.Parse<PaymentState>(name);
        var script = state switch
        {
            PaymentState.Authorized => Script.Authorized(),
            PaymentState.Capturing => Script.Authorized().Capture(),
            _ => Script.Captured(),
        };
        script.News();

        script.Authorize("again");

        script.State.ShouldBe(state);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentAuthorized>().RequestId.ShouldBe("again");
    }

    [Fact]
    public void Authorize_RepeatedWhileUnderWay_AnswersTheLatestRequestOnce()
    {
        var script = Script.Authorizing().Claim().Authorize("again").Complete(ProviderAnswer.Succeeded("auth_1"));

        script.News().ShouldHaveSingleItem().RequestId.ShouldBe("again");
    }

    [Fact]
    public void Authorize_Deferred_SaysSoAgain()
    {
        var script = Script.Deferred();
        script.News();

        script.Authorize("again");

        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentDeferred>().RequestId.ShouldBe("again");
    }

    [Fact]
    public void PayAgain_NothingUndecided_TriesTheNewTokenUnderANewKey()
    {
        var script = Script.Deferred();
        var key = script.Payment.Operation!.IdempotencyKey;

        script.PayAgain("tok_other");

        script.State.ShouldBe(PaymentState.Authorizing);
        script.Payment.Token!.Value.ShouldBe("tok_other");
        script.Payment.Operation.IdempotencyKey.ShouldNotBe(key);
        script.Payment.Operation.IsDeferred.ShouldBeFalse();
    }

    [Fact]
    public void PayAgain_NoToken_TriesTheSameUnderTheSameKey()
    {
        var script = Script.Deferred();
        var key = script.Payment.Operation!.IdempotencyKey;

        script.PayAgain();

        script.Payment.Operation.IdempotencyKey.ShouldBe(key);
        script.Payment.Operation.DueAt.ShouldBe(Script.Now);
    }

    [Fact]
    public void PayAgain_NoTokenAndOutcomeUnknown_AsksAgainUnderTheSameKey()
    {
        var script = Script.Authorizing().Answer(ProviderAnswer.Unknown);
        var key = script.Payment.Operation!.IdempotencyKey;

        script.PayAgain();

        (script.Payment.Operation.Kind, script.Payment.Operation.IdempotencyKey).ShouldBe((OperationKind.Authorize, key));
    }

    [Fact]
    public void PayAgain_NotDeferred_Throws() =>
        Should.Throw<InvalidOperationException>(() => Script.Authorized().PayAgain());

    [Fact]
    public void Complete_DeferredThenAuthorized_AnswersTheRememberedRequest()
    {
        var script = Script.Deferred();
        script.News();

        script.Answer(ProviderAnswer.Succeeded("auth_1"));

        var authorized = script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentAuthorized>();
        (authorized.RequestId, authorized.Version).ShouldBe(("authorize", 2));
    }
}
