namespace Delivery.Orders.Cancellations;

/// <summary>A customer's wish to cancel an order, with its own outcome. Changed only through its order.</summary>
internal sealed class Cancellation
{
    public required string CancellationId { get; init; }

    public required string OrderId { get; init; }

    /// <summary>In the customer's words.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public CancellationState State { get; private set; }

    /// <summary>Why it was refused, for the customer to read.</summary>
    public string? Refusal { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public void Resolve(bool accepted, string? refusal, DateTimeOffset now)
    {
        State = accepted ? CancellationState.Accepted : CancellationState.Refused;
        Refusal = refusal;
        ResolvedAt = now;
    }
}
