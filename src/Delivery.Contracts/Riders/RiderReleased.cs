namespace Delivery.Contracts.Riders;

/// <summary>The delivery was taken from its rider; others can claim it.</summary>
[Activity(ActivityCategories.Rider, "Rider released", Icon = "person_remove")]
[Outcome("Released")]
[KeptFor(hours: 24)]
public sealed record RiderReleased : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The claim that ended.</summary>
    public required int Claim { get; init; }
}
