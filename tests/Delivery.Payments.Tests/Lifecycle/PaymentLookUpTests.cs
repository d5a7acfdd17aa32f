using Delivery.Contracts.Payments;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests.Lifecycle;

/// <summary>Authorizations that nobody wants any longer, and of which nobody knows what they did. A call may take effect for ten seconds.</summary>
public sealed class PaymentLookUpTests
{
    private static readonly ProviderAnswer Nothing = ProviderAnswer.LookedUp([]);
    private static readonly ProviderAnswer OneOpen = ProviderAnswer.LookedUp([new("auth_1", AuthorizationStanding.Open)]);

    private static readonly FoundAuthorization Voided = new("auth_0", AuthorizationStanding.Over);

    [Fact]
    public void Revoke_OutcomeUnknown_LooksUpAtOnceInsteadOfAskingAgain()
    {
        var script = Uncertain();

        script.Revoke();

        script.State.ShouldBe(PaymentState.Revoking);
        ShouldBeLookedUp(script, due: 0);
        script.Payment.Operation!.IsDeferred.ShouldBeFalse();
        script.News().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Complete_UnansweredAfterARevocation_LooksUp(bool replicaDiedBefore)
    {
        var script = Script.Authorizing().Claim();
        script = replicaDiedBefore ? script.At(16).Claim() : script;
        script.Revoke().Payment.Operation!.Kind.ShouldBe(OperationKind.Authorize);

        // That this call did nothing says nothing of the one of the replica that died.
        script.Complete(replicaDiedBefore ? ProviderAnswer.NotReached : ProviderAnswer.Unknown);

        script.State.ShouldBe(PaymentState.Revoking);
        ShouldBeLookedUp(script, due: replicaDiedBefore ? 16 : 0);
    }

    [Fact]
    public void Claim_ReplicaDiedAndThePaymentIsRevoked_LooksUp()
    {
        var script = Script.Authorizing().Claim().Revoke();

        script.At(16).Claim();

        script.Payment.Operation!.Kind.ShouldBe(OperationKind.LookUp);
        script.Payment.Operation.LastSendAt.ShouldBe(Script.Now.AddSeconds(15));
    }

    [Fact]
    public void Claim_ReplicaDiedAndThePaymentIsWanted_AsksAgainUnderTheSameKey()
    {
        var script = Script.Authorizing().Claim();
        var key = script.Payment.Operation!.IdempotencyKey;

        script.At(16).Claim();

        (script.Payment.Operation.Kind, script.Payment.Operation.IdempotencyKey).ShouldBe((OperationKind.Authorize, key));
        script.Payment.Operation.LastSendAt.ShouldBe(Script.Now.AddSeconds(31));
    }

    [Fact]
    public void Complete_RevokedAndOpen_Voids()
    {
        var script = Uncertain().Revoke().Answer(OneOpen);

        script.State.ShouldBe(PaymentState.Revoking);
        script.Payment.AuthorizationId.ShouldBe("auth_1");
        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Void);
        script.Answer(ProviderAnswer.Succeeded(null)).State.ShouldBe(PaymentState.Revoked);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentRevoked>().Refunded.ShouldBeNull();
    }

    [Fact]
    public void Complete_RevokedAndNothingFoundWithinTheWindow_LooksAgainWithBackoff()
    {
        var script = Uncertain().Revoke().Answer(Nothing);
        ShouldBeLookedUp(script, due: 1);

        script.At(1).Answer(Nothing);
        ShouldBeLookedUp(script, due: 3);

        script.At(3).Answer(Nothing);
        ShouldBeLookedUp(script, due: 7);

        // Not later than it is settled.
        script.At(7).Answer(Nothing);
        ShouldBeLookedUp(script, due: 10);
        script.State.ShouldBe(PaymentState.Revoking);

        script.At(10).Answer(OneOpen).Payment.Operation!.Kind.ShouldBe(OperationKind.Void);
    }

    [Fact]
    public void Complete_RevokedAndNothingFoundAfterTheWindow_IsRevoked()
    {
        var script = Uncertain().Revoke().At(10).Answer(Nothing);

        script.State.ShouldBe(PaymentState.Revoked);
        script.Payment.Operation.ShouldBeNull();
        script.Payment.Token.ShouldBeNull();
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentRevoked>().RequestId.ShouldBe("revoke");
    }

    [Fact]
    public void Complete_AskedWithinTheWindowAndAnsweredAfterIt_ProvesNothing()
    {
        var script = Uncertain().Revoke().At(9).Claim();

        script.At(11).Complete(Nothing);

        script.State.ShouldBe(PaymentState.Revoking);
        ShouldBeLookedUp(script, due: 10);
    }

    [Fact]
    public void Complete_NothingFoundAfterAReplicaDied_CountsTheWindowFromTheEndOfItsLease()
    {
        var script = Script.Authorizing().Claim().Revoke().At(24).Answer(Nothing);

        script.State.ShouldBe(PaymentState.Revoking);
        script.At(25).Answer(Nothing).State.ShouldBe(PaymentState.Revoked);
    }

    [Fact]
    public void Complete_OnlyVoidedOnesFound_IsNothing() =>
        Uncertain().Revoke().At(10).Answer(ProviderAnswer.LookedUp([Voided])).State.ShouldBe(PaymentState.Revoked);

    [Fact]
    public void Complete_VoidedOnesBesideTheOpenOne_AdoptsTheOpenOne() =>
        Uncertain().Revoke().Answer(ProviderAnswer.LookedUp([Voided, OneOpen.Found[0]])).Payment.AuthorizationId.ShouldBe("auth_1");

    [Theory]
    [InlineData(nameof(ProviderOutcome.NotReached))]
    [InlineData(nameof(ProviderOutcome.Unknown))]
    [InlineData(nameof(ProviderOutcome.Refused))]
    public void Complete_RevokedAndNoAnswer_LooksAgainHoweverLongItTakes(string outcome)
    {
        var script = Uncertain().Revoke();

        for (var round = 0; round < 10; round++)
        {
            script.At(1000).Answer(new ProviderAnswer(Enum.Parse<ProviderOutcome>(outcome), Code: "provider-404"));
        }

        script.State.ShouldBe(PaymentState.Revoking);
        ShouldBeLookedUp(script, due: 1060);
    }

    [Fact]
    public void PayAgain_OtherTokenAndOutcomeUnknown_LooksUpAndKeepsTheNewToken()
    {
        var script = Uncertain("tok_first").PayAgain("tok_other");

        script.State.ShouldBe(PaymentState.Authorizing);
        ShouldBeLookedUp(script, due: 0);
        (script.Payment.Token!.Value, script.Payment.NextToken!.Value).ShouldBe(("tok_first", "tok_other"));
    }

    [Fact]
    public void PayAgain_OtherTokenDuringACall_LooksUpWhenThatIsUnanswered()
    {
        var script = Script.Deferred();
        script.Claim().PayAgain("tok_other").Payment.Operation!.Kind.ShouldBe(OperationKind.Authorize);

        script.Complete(ProviderAnswer.Unknown);

        script.State.ShouldBe(PaymentState.Authorizing);
        ShouldBeLookedUp(script, due: 0);
    }

    [Fact]
    public void Complete_OtherTokenAndOpen_IsAuthorizedWithTheEarlierOne()
    {
        var script = Uncertain().PayAgain("tok_other");
        script.News();

        script.Answer(OneOpen);

        script.State.ShouldBe(PaymentState.Authorized);
        (script.Payment.AuthorizationId, script.Payment.Token, script.Payment.NextToken).ShouldBe(("auth_1", null, null));
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentAuthorized>().RequestId.ShouldBe("authorize");
    }

    [Fact]
    public void Complete_OtherTokenAndNothingFound_TriesItOnlyAfterTheWindow()
    {
        var script = Uncertain("tok_first");
        var key = script.Payment.Operation!.IdempotencyKey;
        script.PayAgain("tok_other").Answer(Nothing);
        script.State.ShouldBe(PaymentState.Authorizing);
        ShouldBeLookedUp(script, due: 1);

        script.At(10).Answer(Nothing);

        script.State.ShouldBe(PaymentState.Authorizing);
        (script.Payment.Token!.Value, script.Payment.NextToken).ShouldBe(("tok_other", null));
        (script.Payment.Operation.Kind, script.Payment.Operation.MayHaveHappened).ShouldBe((OperationKind.Authorize, false));
        script.Payment.Operation.IdempotencyKey.ShouldNotBe(key);
    }

    [Fact]
    public void Complete_OtherTokenAndNoAnswer_IsDeferredAndStillLooksUp()
    {
        var script = Uncertain().PayAgain("tok_other").Answer(ProviderAnswer.NotReached);

        script.State.ShouldBe(PaymentState.Deferred);
        script.Payment.Operation!.IsDeferred.ShouldBeTrue();
        ShouldBeLookedUp(script, due: 20);

        script.PayAgain("tok_third");

        script.Payment.NextToken!.Value.ShouldBe("tok_third");
        ShouldBeLookedUp(script, due: 0);
    }

    [Fact]
    public void Revoke_WhileTheOtherTokenWaits_StillLooksUp()
    {
        var script = Uncertain().PayAgain("tok_other").Answer(Nothing).Revoke();

        script.State.ShouldBe(PaymentState.Revoking);
        ShouldBeLookedUp(script, due: 0);
        script.At(10).Answer(Nothing).State.ShouldBe(PaymentState.Revoked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Complete_SeveralOpen_ReleasesAllButOne(bool isRevoked)
    {
        var several = ProviderAnswer.LookedUp([OneOpen.Found[0], Voided, new("auth_2", AuthorizationStanding.Open)]);
        several.IsPuzzling.ShouldBeTrue();
        var script = isRevoked ? Uncertain().Revoke() : Uncertain().PayAgain("tok_other");

        script.Answer(several);

        script.Payment.Operation!.Kind.ShouldBe(OperationKind.VoidSurplus);
        script.Payment.AuthorizationId.ShouldBe("auth_2");
        script.Answer(ProviderAnswer.Succeeded(null));
        ShouldBeLookedUp(script, due: 0);
        script.Payment.AuthorizationId.ShouldBeNull();
        script.Answer(OneOpen).State.ShouldBe(isRevoked ? PaymentState.Revoking : PaymentState.Authorized);
        script.Payment.AuthorizationId.ShouldBe("auth_1");
    }

    [Fact]
    public void Complete_SurplusCannotBeReleased_LooksAgainLater()
    {
        var several = ProviderAnswer.LookedUp([OneOpen.Found[0], new("auth_2", AuthorizationStanding.Open)]);
        var script = Uncertain().Revoke().Answer(several).Answer(ProviderAnswer.Unknown);
        script.Payment.Operation!.Kind.ShouldBe(OperationKind.VoidSurplus);

        script.Answer(ProviderAnswer.Refused("already-captured"));

        ShouldBeLookedUp(script, due: 60);
    }

    [Fact]
    public void Complete_RevokedAndCaptured_Refunds()
    {
        var script = Uncertain().Revoke().Answer(ProviderAnswer.LookedUp([new("auth_1", AuthorizationStanding.Captured, "cap_1")]));

        script.Payment.Operation!.Kind.ShouldBe(OperationKind.Refund);
        script.Payment.CaptureId.ShouldBe("cap_1");
        script.Answer(ProviderAnswer.Succeeded(null)).State.ShouldBe(PaymentState.Revoked);
        script.Payment.Postings.Sum(entry => entry.Amount).ShouldBe(0);
        script.News()[^1].ShouldBeOfType<PaymentRevoked>().Refunded.ShouldBe(Orders.Total);
    }

    [Theory]
    [InlineData(nameof(AuthorizationStanding.Captured))]
    [InlineData(nameof(AuthorizationStanding.Unclear))]
    public void Complete_OtherTokenAndWhatNobodyUnderstands_HoldsNothingMoreAndWaits(string standing)
    {
        var found = ProviderAnswer.LookedUp([new("auth_1", Enum.Parse<AuthorizationStanding>(standing), "cap_1")]);
        found.IsPuzzling.ShouldBeTrue();
        var script = Uncertain().PayAgain("tok_other");

        script.At(1000).Answer(found);

        script.State.ShouldBe(PaymentState.Deferred);
        ShouldBeLookedUp(script, due: 1020);
    }

    private static Script Uncertain(string token = "tok_ok")
    {
        var script = Script.Authorizing(token).Answer(ProviderAnswer.Unknown);
        script.State.ShouldBe(PaymentState.Deferred);
        script.News();
        return script;
    }

    private static void ShouldBeLookedUp(Script script, int due)
    {
        script.Payment.Operation!.Kind.ShouldBe(OperationKind.LookUp);
        script.Payment.Operation.DueAt.ShouldBe(Script.Now.AddSeconds(due));
        script.Payment.Operation.IsClaimed.ShouldBeFalse();
    }
}
