using Delivery.Payments.Lifecycle;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests.Lifecycle;

/// <summary>One order, its provider, and the calls between them.</summary>
internal sealed class World
{
    private const string OrderId = "ord_1";
    private static readonly DateTimeOffset Now = Script.Now;

    private readonly Payment _payment = Payment.Open(OrderId, Now);
    private readonly ModelProvider _provider = new();
    private readonly List<Call> _calls = [];
    private readonly string _firstToken;
    private bool _revoked;

    public World(int captureRefusals, bool firstCardDeclines)
    {
        _provider.CaptureRefusals = captureRefusals;
        _firstToken = firstCardDeclines ? "tok_decline" : "tok_ok";
    }

    public void Take(Step step)
    {
        switch (step)
        {
            case Step.Submit:
                _payment.SubmitMethod(Orders.Customer, new PaymentToken(_firstToken), Now);
                break;
            case Step.Authorize:
                _payment.Authorize("authorize", Orders.Customer, Orders.Total, Now);
                break;
            case Step.PayAgain or Step.PayAgainWithOtherToken when _payment.State == PaymentState.Deferred:
                _payment.PayAgain(step == Step.PayAgain ? null : new PaymentToken("tok_other"), Now);
                break;
            case Step.Capture:
                _payment.Capture("capture", Now);
                break;
            case Step.Revoke:
                _revoked = true;
                _payment.Revoke("revoke", Now);
                break;
            case Step.Claim when _payment.Operation is { IsClaimed: false }:
            case Step.ClaimAfterLeaseRanOut when _payment.Operation is { IsClaimed: true }:
                Claim();
                break;
            case Step.Reach:
                _calls.Find(call => call.Answer is null)?.Reach(_provider);
                break;
            case Step.AnswerReached when _calls.Find(call => call is { Answer: not null, IsOver: false }) is { } call:
                Commit(call, call.Answer!);
                break;
            case Step.LoseAnswer when _calls.FindLast(call => !call.IsOver) is { } call:
                Commit(call, ProviderAnswer.Unknown);
                break;
            case Step.NotReached when _calls.FindLast(call => call is { Answer: null, IsOver: false }) is { } call:
                _calls.Remove(call);
                Commit(call, ProviderAnswer.NotReached);
                break;
        }

        _provider.Books(OrderId).Captured.ShouldBeLessThanOrEqualTo(Orders.Total.Amount);
    }

    /// <summary>Lets everything that is on its way arrive and everything that is due be done.</summary>
    public void Drain()
    {
        foreach (var call in _calls)
        {
            call.Reach(_provider);
        }

        for (var rounds = 0; _payment.Operation is not null; rounds++)
        {
            rounds.ShouldBeLessThan(20, "the payment must come to rest");
            Claim();
            var call = _calls[^1];
            call.Reach(_provider);
            Commit(call, call.Answer!);
        }
    }

    public void ShouldBeRight()
    {
        var books = _provider.Books(OrderId);
        (books.Captured - books.Refunded).ShouldBeOneOf(0, Orders.Total.Amount);
        _payment.Postings.Sum(entry => entry.Amount).ShouldBe(0);
        (-_payment.Postings.Where(entry => entry.Account.StartsWith("customer:", StringComparison.Ordinal)).Sum(entry => entry.Amount))
            .ShouldBe(books.Captured - books.Refunded);
        books.Open.ShouldBe(_payment.State is PaymentState.Authorized or PaymentState.CaptureFailed);
        (books.Captured - books.Refunded > 0).ShouldBe(_payment.State == PaymentState.Captured);
        _payment.Events.Select(sent => sent.Version).ShouldBeInOrder();
        if (_revoked)
        {
            _payment.State.ShouldBe(PaymentState.Revoked);
            books.Authorized.ShouldBe(books.Voided + books.Captured);
            books.Refunded.ShouldBe(books.Captured);
            _payment.Token.ShouldBeNull();
            _payment.NextToken.ShouldBeNull();
        }
    }

    private void Claim()
    {
        var lease = Guid.NewGuid();
        _payment.Claim(lease, Now, Now.AddSeconds(15));
        var operation = _payment.Operation!;
        _calls.Add(new Call(lease, new ProviderCall(
            operation.Kind,
            operation.IdempotencyKey,
            OrderId,
            Orders.Total,
            _payment.Token,
            _payment.AuthorizationId,
            _payment.CaptureId)));
    }

    private void Commit(Call call, ProviderAnswer answer)
    {
        call.IsOver = true;
        if (_payment.Operation?.Lease == call.Lease)
        {
            _payment.Complete(answer, Script.Schedule, Now);
        }
    }

    private sealed class Call(Guid lease, ProviderCall content)
    {
        public Guid Lease => lease;

        /// <summary>The worker that made the call no longer waits for it. The call may still be on its way.</summary>
        public bool IsOver { get; set; }

        public ProviderAnswer? Answer { get; private set; }

        public void Reach(ModelProvider provider) => Answer ??= provider.Perform(content);
    }
}
