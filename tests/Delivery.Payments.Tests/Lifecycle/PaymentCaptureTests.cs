using Delivery.Contracts.Payments;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests.Lifecycle;

public sealed class PaymentCaptureTests
{
    [Fact]
    public void Complete_Succeeded_IsCapturedAndBooked()
    {
        var script = Script.Captured();

        script.State.ShouldBe(PaymentState.Captured);
        var captured = script.News()[^1].ShouldBeOfType<PaymentCaptured>();
        (captured.RequestId, captured.Version, captured.Amount).ShouldBe(("capture", 2, Orders.Total));
        script.Payment.Postings.Select(entry => (entry.Account, entry.Amount)).ShouldBe([("customer:customer-1", -23_000), ("platform", 23_000)]);
    }

    [Fact]
    public void Capture_CapturedAlready_AnswersAgainAndBooksNothing()
    {
        var script = Script.Captured();
        script.News();

        script.Capture("again");

        script.Payment.Operation.ShouldBeNull();
        script.News().ShouldHaveSingleItem().ShouldBeOfType<PaymentCaptured>().RequestId.ShouldBe("again");
        script.Payment.Postings.Count.ShouldBe(2);
    }

    [Fact]
    public void Complete_Refused_FailsAndANewCommandAsksUnderANewKey()
    {
        var script = Script.Authorized().Capture();
        var key = script.Payment.Operation!.IdempotencyKey;
        script.News();

        script.Answer(ProviderAnswer.Refused("capture_failed"));

        script.State.ShouldBe(PaymentState.CaptureFailed);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<CaptureFailed>().Reason.ShouldBe("capture_failed");
        script.Capture("second");
        script.State.ShouldBe(PaymentState.Capturing);
        script.Payment.Operation!.IdempotencyKey.ShouldNotBe(key);
    }

    [Fact]
    public void Complete_NotReachedInAllRounds_FailsAndANewCommandAsksUnderTheSameKey()
    {
        var script = Script.Authorized().Capture();
        var key = script.Payment.Operation!.IdempotencyKey;
        script.News();

        script.Answer(ProviderAnswer.NotReached).Answer(ProviderAnswer.NotReached);
        script.State.ShouldBe(PaymentState.Capturing);
        script.News().ShouldBeEmpty();
        script.Answer(ProviderAnswer.NotReached);

        script.State.ShouldBe(PaymentState.CaptureFailed);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<CaptureFailed>().Reason.ShouldBe("provider-unavailable");
        script.Capture("second");
        script.Payment.Operation!.IdempotencyKey.ShouldBe(key);
    }

    [Fact]
    public void Complete_AnswerLostOnce_NeverClaimsThatNothingWasTaken()
    {
        var script = Script.Authorized().Capture().Answer(ProviderAnswer.Unknown);
        script.News();

        for (var round = 0; round < 10; round++)
        {
            script.Answer(ProviderAnswer.NotReached);
        }

        script.State.ShouldBe(PaymentState.Capturing);
        script.News().ShouldBeEmpty();
        script.Answer(ProviderAnswer.Succeeded("cap_1")).State.ShouldBe(PaymentState.Captured);
    }

    [Theory]
    [InlineData(nameof(PaymentState.AwaitingRequest))]
    [InlineData(nameof(PaymentState.Authorizing))]
    [InlineData(nameof(PaymentState.Deferred))]
    [InlineData(nameof(PaymentState.Revoked))]
    public void Capture_NothingReserved_FailsAndChangesNothing(string name)
    {
        var state = Enum.Parse<PaymentState>(name);
        var script = state switch
        {
            PaymentState.AwaitingRequest => new Script().Submit(),
            PaymentState.Authorizing => Script.Authorizing(),
            PaymentState.Deferred => Script.Deferred(),
            _ => new Script().Revoke(),
        };
        script.News();

        script.Capture();

        script.State.ShouldBe(state);
        script.News().ShouldHaveSingleItem().ShouldBeOfType<CaptureFailed>().Reason.ShouldBe($"payment-is-{state}");
    }

    [Fact]
    public void Settle_Twice_BooksOnce()
    {
        var script = Script.Captured();
        var before = script.Payment.Postings.Count;

        script.Payment.Settle(Orders.Settle("ord_1"), Script.Now);
        script.Payment.Settle(Orders.Settle("ord_1", store: 1), Script.Now);

        var booked = script.Payment.Postings.Skip(before).ToList();
        booked.Select(entry => (entry.Account, entry.Amount)).ShouldBe(
            [("platform", -23_000), ("store:sto_hanok", 20_000), ("rider:rider-1", 3_000)]);
        script.News().OfType<OrderSettled>().Select(settled => settled.Version).ShouldBe([3, 3]);
    }

    [Fact]
    public void Settle_NothingToShare_BooksNothing()
    {
        var script = new Script().Revoke();

        script.Payment.Settle(Orders.Settle("ord_1", store: 0, rider: 0), Script.Now);

        script.Payment.Postings.ShouldBeEmpty();
        script.News()[^1].ShouldBeOfType<OrderSettled>();
    }

    [Fact]
    public void Settle_ShareWithoutRider_Throws() =>
        Should.Throw<InvalidOperationException>(() =>
            Script.Captured().Payment.Settle(Orders.Settle("ord_1") with { RiderId = null }, Script.Now));
}
