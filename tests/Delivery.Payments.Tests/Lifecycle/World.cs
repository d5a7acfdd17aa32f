using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests.Lifecycle;

/// <summary>One order, its provider, and the calls between them.</summary>
/// <remarks>
/// A call leaves at any moment of its lease, also when its replica is slow and another has taken over, and takes effect at any moment of the
/// window after it. So what is still on its way takes effect at the last possible moment, when time passes that.
/// </remarks>
internal sealed class World(int captureRefusals, string firstToken, int overloads)
{
    private const string OrderId = "ord_1";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Window = Script.Schedule.LateEffectWindow;

    private readonly Payment _payment = Payment.Open(OrderId, Script.Now);
    private readonly ModelProvider _provider = new() { CaptureRefusals = captureRefusals, Overloads = overloads };
    private readonly List<Call> _calls = [];
    private DateTimeOffset _now = Script.Now;
    private bool _revoked;

    /// <summary>A card that always overloads leaves a payment deferred until somebody revokes it.</summary>
    private bool IsAtRest => _payment switch
    {
        { Operation: null } => true,
        { State: PaymentState.Deferred, Operation.Kind: OperationKind.Authorize, Token: { } token } => _provider.AlwaysTurnsAway(token),
        _ => false,
    };

    public void Take(Step step)
    {
        switch (step)
        {
            case Step.Submit:
                _payment.SubmitMethod(Orders.Customer, new PaymentToken(firstToken), _now);
                break;
            case Step.Authorize:
                _payment.Authorize("authorize", Orders.Customer, Orders.Total, _now);
                break;
            case Step.PayAgain or Step.PayAgainWithOtherToken when _payment.State == PaymentState.Deferred:
                _payment.PayAgain(step == Step.PayAgain ? null : new PaymentToken("tok_other"), _now);
                break;
            case Step.Capture:
                _payment.Capture("capture", _now);
                break;
            case Step.Revoke:
                _revoked = true;
                _payment.Revoke("revoke", _now);
                break;
            case Step.Claim when _payment.Operation is { IsClaimed: false }:
                Claim();
                break;
            case Step.ClaimAfterLeaseRanOut when _payment.Operation is { IsClaimed: true }:
                TakeOver();
                break;
            case Step.Reach:
                _calls.Find(call => call.IsOnItsWay)?.Reach(_provider);
                break;
            case Step.Overtake:
                _calls.FindLast(call => call.IsOnItsWay)?.Reach(_provider);
                break;
            case Step.Perish when _calls.Find(call => call.IsOnItsWay) is { } call:
                call.IsLost = true;
                break;
            case Step.AnswerReached when _calls.Find(call => call is { Answer: not null, OverAt: null }) is { } call:
                Commit(call, call.Answer!);
                break;
            case Step.LoseAnswer when _calls.FindLast(call => call.OverAt is null) is { } call:
                Commit(call, ProviderAnswer.Unknown);
                break;
            case Step.NotReached when _calls.FindLast(call => call is { Answer: null, OverAt: null }) is { } call:
                _calls.Remove(call);
                Commit(call, ProviderAnswer.NotReached);
                break;
            case Step.TimePasses:
                PassTo(_now + (Window / 3));
                break;
        }

        ShouldNeverTakeOrHoldTwice();
    }

    /// <summary>Lets time pass, everything that is due be done, and everything that is on its way arrive.</summary>
    public void Drain()
    {
        for (var rounds = 0; !IsAtRest; rounds++)
        {
            rounds.ShouldBeLessThan(40, "the payment must come to rest");
            if (_payment.Operation!.IsClaimed)
            {
                TakeOver();
            }
            else
            {
                PassTo(_payment.Operation.DueAt);
                Claim();
            }

            var call = _calls[^1];
            call.Reach(_provider);
            Commit(call, call.Answer!);
            ShouldNeverTakeOrHoldTwice();
        }

        PassTo(_now + Lease + Window);
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

    private void ShouldNeverTakeOrHoldTwice()
    {
        var books = _provider.Books(OrderId);
        books.Captured.ShouldBeLessThanOrEqualTo(Orders.Total.Amount);
        (books.Authorized - books.Voided).ShouldBeLessThanOrEqualTo(Orders.Total.Amount);
    }

    private void PassTo(DateTimeOffset at)
    {
        if (at > _now)
        {
            _now = at;
            foreach (var call in _calls.Where(call => call.IsOnItsWay && call.SentUntil + Window <= _now))
            {
                call.Reach(_provider);
            }
        }
    }

    private void TakeOver()
    {
        PassTo(_payment.Operation!.LeasedUntil!.Value + TimeSpan.FromTicks(1));
        Claim();
    }

    private void Claim()
    {
        var lease = Guid.NewGuid();
        var until = _now + Lease;
        _payment.Claim(lease, _now, until);
        var operation = _payment.Operation!;
        _calls.Add(new Call(lease, new ProviderCall(
            operation.Kind,
            operation.IdempotencyKey,
            OrderId,
            Orders.Total,
            _payment.Token,
            _payment.AuthorizationId,
            _payment.CaptureId,
            until)));
    }

    private void Commit(Call call, ProviderAnswer answer)
    {
        call.OverAt = _now;
        if (_payment.Operation?.Lease == call.Lease)
        {
            _payment.Complete(answer, Script.Schedule, _now);
        }
    }

    private sealed class Call(Guid lease, ProviderCall content)
    {
        public Guid Lease => lease;

        /// <summary>When the worker that made the call ceased to wait for it. The call may still be on its way.</summary>
        public DateTimeOffset? OverAt { get; set; }

        /// <summary>It never reaches the provider.</summary>
        public bool IsLost { get; set; }

        public ProviderAnswer? Answer { get; private set; }

        public bool IsOnItsWay => Answer is null && !IsLost;

        public DateTimeOffset SentUntil => OverAt < content.SendBefore ? OverAt.Value : content.SendBefore;

        public void Reach(ModelProvider provider) => Answer ??= provider.Perform(content);
    }
}
