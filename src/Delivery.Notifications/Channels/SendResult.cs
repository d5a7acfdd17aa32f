namespace Delivery.Notifications.Channels;

/// <summary>What became of an attempt.</summary>
/// <param name="Error">Why it failed; null when the subscriber has received it.</param>
internal sealed record SendResult(string? Error)
{
    public static readonly SendResult Received = new((string?)null);
}
