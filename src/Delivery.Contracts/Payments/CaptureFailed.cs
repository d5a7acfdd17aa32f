namespace Delivery.Contracts.Payments;

/// <summary>The provider refused or could not be reached in time; nothing was taken and the authorization still stands.</summary>
[Activity(ActivityCategories.Payment, "Capture failed", Icon = "money_off")]
[Outcome("Failed")]
[KeptFor(hours: 24)]
public sealed record CaptureFailed : IOrderEvent
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public required int Version { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>The provider's code or the kind of failure.</summary>
    public required string Reason { get; init; }
}
