namespace Delivery.Contracts.Riders;

/// <summary>The customer has the dish.</summary>
[Activity(ActivityCategories.Rider, "Delivery handed over", Icon = "handshake")]
[Outcome("Handed over")]
[KeptFor(hours: 24)]
public sealed record DeliveryHandedOver : IOrderEvent
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

    /// <summary>Who said so.</summary>
    public required HandOverConfirmation ConfirmedBy { get; init; }
}
