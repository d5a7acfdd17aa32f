using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Provider;

namespace Delivery.Payments.Tests.Support;

/// <summary>The books of a faithful provider in memory: idempotent by key, one capture per authorization, nothing voided that was captured.</summary>
internal sealed class ModelProvider
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ProviderAnswer> _answers = [];
    private readonly List<Authorization> _authorizations = [];

    private enum State
    {
        Open,
        Captured,
        Voided,
        Refunded,
    }

    /// <summary>How many captures the next capture calls are to be refused.</summary>
    public int CaptureRefusals { get; set; }

    /// <summary>How many authorizations with an overloading card are still turned away; that many less with each.</summary>
    public int Overloads { get; set; }

    public bool AlwaysTurnsAway(PaymentToken token) => IsOverloading(token) && Overloads > 1_000_000;

    public ProviderAnswer Perform(ProviderCall call)
    {
        lock (_lock)
        {
            if (call.Kind == OperationKind.LookUp)
            {
                return ProviderAnswer.LookedUp([.. _authorizations.Where(known => known.OrderId == call.OrderId).Select(Show)]);
            }

            if (call.Kind == OperationKind.Authorize && Overloads > 0 && IsOverloading(call.Token!) && !_answers.ContainsKey(call.IdempotencyKey))
            {
                Overloads--;
                return ProviderAnswer.NotReached;
            }

            if (!_answers.TryGetValue(call.IdempotencyKey, out var answer))
            {
                answer = _answers[call.IdempotencyKey] = PerformFirst(call);
            }

            return answer;
        }
    }

    public SandboxBooks Books(string orderId)
    {
        lock (_lock)
        {
            var mine = _authorizations.Where(authorization => authorization.OrderId == orderId).ToList();
            long Sum(params State[] states) => mine.Where(authorization => states.Contains(authorization.State)).Sum(authorization => authorization.Amount);
            return new SandboxBooks(
                mine.Sum(authorization => authorization.Amount),
                Sum(State.Captured, State.Refunded),
                Sum(State.Refunded),
                Sum(State.Voided),
                mine.Any(authorization => authorization.State == State.Open));
        }
    }

    private ProviderAnswer PerformFirst(ProviderCall call)
    {
        if (call.Kind == OperationKind.Authorize)
        {
            return Authorize(call);
        }

        var authorization = _authorizations.Single(
            known => known.Id == call.AuthorizationId || (call.Kind == OperationKind.Refund && known.CaptureId == call.CaptureId));
        switch (call.Kind, authorization.State)
        {
            case (OperationKind.Capture, State.Open) when CaptureRefusals > 0:
                CaptureRefusals--;
                return ProviderAnswer.Refused("capture_failed");
            case (OperationKind.Capture, State.Open):
                authorization.State = State.Captured;
                return ProviderAnswer.Succeeded(authorization.CaptureId);
            case (OperationKind.Capture, State.Captured):
                return ProviderAnswer.Succeeded(authorization.CaptureId);
            case (OperationKind.Void or OperationKind.VoidSurplus, State.Open or State.Voided):
                authorization.State = State.Voided;
                return ProviderAnswer.Succeeded(id: null);
            case (OperationKind.Void, State.Captured):
                return ProviderAnswer.Refused("already-captured") with { CaptureId = authorization.CaptureId };
            case (OperationKind.Refund, State.Captured or State.Refunded):
                authorization.State = State.Refunded;
                return ProviderAnswer.Succeeded(id: null);
            default:
                return ProviderAnswer.Refused($"is-{authorization.State}");
        }
    }

    private static bool IsOverloading(PaymentToken token) => token.Value.StartsWith("tok_overload", StringComparison.Ordinal);

    private static FoundAuthorization Show(Authorization authorization) => authorization.State switch
    {
        State.Open => new FoundAuthorization(authorization.Id, AuthorizationStanding.Open),
        State.Captured => new FoundAuthorization(authorization.Id, AuthorizationStanding.Captured, authorization.CaptureId),
        _ => new FoundAuthorization(authorization.Id, AuthorizationStanding.Over),
    };

    private ProviderAnswer Authorize(ProviderCall call)
    {
        if (call.Token!.Value.StartsWith("tok_decline", StringComparison.Ordinal))
        {
            return ProviderAnswer.Refused("card_declined");
        }

        var authorization = new Authorization(call.OrderId, $"auth_{_authorizations.Count}", call.Amount.Amount);
        _authorizations.Add(authorization);
        return ProviderAnswer.Succeeded(authorization.Id);
    }

    private sealed record Authorization(string OrderId, string Id, long Amount)
    {
        public string CaptureId => "cap_" + Id;

        public State State { get; set; }
    }
}
