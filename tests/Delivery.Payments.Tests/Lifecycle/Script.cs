using Delivery.Contracts;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests.Lifecycle;

/// <summary>Drives a payment without a database.</summary>
internal sealed class Script
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly RetrySchedule Schedule =
        new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1), CaptureRounds: 3, LateEffectWindow: TimeSpan.FromSeconds(10));

    private DateTimeOffset _now = Now;
    private int _seen;

    public Payment Payment { get; } = Payment.Open("ord_1", Now);

    public PaymentState State => Payment.State;

    public static Script Authorizing(string token = "tok_ok") => new Script().Submit(token).Authorize();

    public static Script Authorized() => Authorizing().Answer(ProviderAnswer.Succeeded("auth_1"));

    public static Script Captured() => Authorized().Capture().Answer(ProviderAnswer.Succeeded("cap_1"));

    public static Script Deferred() => Authorizing().Answer(ProviderAnswer.NotReached);

    public Script Submit(string token = "tok_ok")
    {
        Payment.SubmitMethod(Orders.Customer, new PaymentToken(token), _now);
        return this;
    }

    public Script Authorize(string requestId = "authorize")
    {
        Payment.Authorize(requestId, Orders.Customer, Orders.Total, _now);
        return this;
    }

    public Script PayAgain(string? token = null)
    {
        Payment.PayAgain(token is null ? null : new PaymentToken(token), _now);
        return this;
    }

    public Script Capture(string requestId = "capture")
    {
        Payment.Capture(requestId, _now);
        return this;
    }

    public Script Revoke(string requestId = "revoke")
    {
        Payment.Revoke(requestId, _now);
        return this;
    }

    public Script Claim()
    {
        Payment.Claim(Guid.NewGuid(), _now, _now.AddSeconds(15));
        return this;
    }

    public Script Complete(ProviderAnswer answer)
    {
        Payment.Complete(answer, Schedule, _now);
        return this;
    }

    /// <summary>Goes on so long after the beginning.</summary>
    public Script At(int seconds)
    {
        _now = Now.AddSeconds(seconds);
        return this;
    }

    public Script Answer(ProviderAnswer answer) => Claim().Complete(answer);

    /// <summary>What was published since the last look.</summary>
    public IReadOnlyList<IOrderEvent> News()
    {
        var news = Payment.Events.Skip(_seen).ToList();
        _seen = Payment.Events.Count;
        return news;
    }
}
