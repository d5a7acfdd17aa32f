namespace Delivery.Contracts.Riders;

/// <summary>One rider has the delivery.</summary>
[Activity(ActivityCategories.Rider, "Delivery claimed", Icon = "two_wheeler")]
[Outcome("Claimed")]
[KeptFor(hours: 24)]
public sealed record DeliveryClaimed : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Counts the claims of this delivery, from 1.</summary>
    public required int Claim { get; init; }

    /// <summary>The rider.</summary>
    public required string RiderId { get; init; }
}
