namespace Delivery.Contracts.Riders;

/// <summary>The rider gave the delivery back before picking up; others can claim it.</summary>
[Activity(ActivityCategories.Rider, "Delivery given back", Icon = "keyboard_return")]
[Outcome("Given back")]
[KeptFor(hours: 24)]
public sealed record DeliveryGivenBack : IOrderEvent
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
