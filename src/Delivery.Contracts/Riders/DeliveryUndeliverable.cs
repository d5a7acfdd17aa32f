namespace Delivery.Contracts.Riders;

/// <summary>The rider cannot deliver: nobody there, a wrong address. The rider still has the dish and may yet hand it over, or say this again.</summary>
[Activity(ActivityCategories.Rider, "Undeliverable", Icon = "report")]
[Outcome("Undeliverable")]
[KeptFor(hours: 24)]
public sealed record DeliveryUndeliverable : IOrderEvent
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

    /// <summary>In the rider's words.</summary>
    public string? Reason { get; init; }
}
