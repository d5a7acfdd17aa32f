using System.Diagnostics;
using Delivery.Payments.Provider;

namespace Delivery.Payments.Operations;

/// <summary>
/// One thing that the provider must do for an order: committed with the change that wants it, performed by a worker afterwards, at least
/// once and always under the same idempotency key. An order has at most one; the row goes when there is nothing left to do. Where it has to
/// be known what an authorization did, and nothing may be done any more, the operation turns into a look-up of it.
/// </summary>
internal sealed class PaymentOperation
{
    private PaymentOperation()
    {
    }

    public string OrderId { get; private init; } = "";

    public OperationKind Kind { get; private set; }

    public string IdempotencyKey { get; private set; } = "";

    /// <summary>How often it was tried in vain; each attempt has retries of its own inside.</summary>
    public int Attempts { get; private set; }

    /// <summary>An earlier attempt got no answer: the provider may have done it.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>It waits for the customer or for the provider's recovery, and is tried a few at a time.</summary>
    public bool IsDeferred { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When the latest attempt began. What it asks, it asks then or later.</summary>
    public DateTimeOffset? AttemptedAt { get; private set; }

    /// <summary>No call that changes anything leaves us later than this. A replica whose lease has run out may be slow, but calls nobody.</summary>
    public DateTimeOffset? LastSendAt { get; private set; }

    /// <summary>Names the attempt under way; the answer to any other is ignored.</summary>
    public Guid? Lease { get; private set; }

    /// <summary>After this the replica that made the attempt is taken for dead.</summary>
    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>W3C trace context of what wanted it last: a revocation that finds an attempt under way is the cause of what follows from it.</summary>
    public string? TraceParent { get; private set; }

    public int Revision { get; set; }

    public bool IsClaimed => Lease is not null;

    /// <summary>True when the provider may have done it, or may be doing it now.</summary>
    public bool MayHaveHappened => IsUncertain || IsClaimed;

    public static PaymentOperation Create(string orderId, OperationKind kind, string idempotencyKey, DateTimeOffset now)
    {
        var operation = new PaymentOperation { OrderId = orderId };
        operation.Become(kind, idempotencyKey, now);
        return operation;
    }

    /// <summary>Turns into another operation.</summary>
    public void Become(OperationKind kind, string idempotencyKey, DateTimeOffset dueAt)
    {
        (Kind, IdempotencyKey, DueAt) = (kind, idempotencyKey, dueAt);
        (Attempts, IsUncertain, IsDeferred) = (0, false, false);
        (AttemptedAt, Lease, LeasedUntil, LastSendAt) = (null, null, null, null);
        RememberWhoWantsIt();
    }

    /// <summary>Turns into the question what this operation did. From here on it is not attempted again itself.</summary>
    public void LookUp(DateTimeOffset dueAt)
    {
        var lastSendAt = LastSendAt;
        Become(OperationKind.LookUp, IdempotencyKey, dueAt);
        LastSendAt = lastSendAt;
    }

    /// <summary>Begins an attempt. A lease that is still there belongs to a replica that died: what it did is unknown.</summary>
    public void Claim(Guid lease, DateTimeOffset now, DateTimeOffset until)
    {
        IsUncertain |= IsClaimed;
        (AttemptedAt, Lease, LeasedUntil) = (now, lease, until);
        SendsUntil(until);
    }

    /// <summary>Ends an attempt.</summary>
    public void Release(ProviderOutcome outcome, DateTimeOffset now)
    {
        Attempts++;
        (Lease, LeasedUntil) = (null, null);
        IsUncertain |= outcome == ProviderOutcome.Unknown;
        SendsUntil(now);
    }

    public void RetryAt(DateTimeOffset dueAt) => DueAt = dueAt;

    public void WaitForRecovery(DateTimeOffset dueAt) => (IsDeferred, DueAt) = (true, dueAt);

    /// <summary>Does not wait for recovery any longer. An attempt under way goes on.</summary>
    public void Hurry(DateTimeOffset now)
    {
        (IsDeferred, DueAt) = (false, now);
        RememberWhoWantsIt();
    }

    private void RememberWhoWantsIt() => TraceParent = Activity.Current?.Id ?? TraceParent;

    private void SendsUntil(DateTimeOffset at)
    {
        if (Kind != OperationKind.LookUp)
        {
            LastSendAt = at;
        }
    }
}
