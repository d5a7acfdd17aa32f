namespace Delivery.Contracts.Riders;

/// <summary>The delivery is closed.</summary>
[Activity(ActivityCategories.Rider, "Delivery cancelled", Icon = "cancel_schedule_send")]
[Outcome("Cancelled")]
[KeptFor(hours: 24)]
public sealed record DeliveryCancelled : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }
}
