namespace Delivery.Contracts;

/// <summary>
/// Something that happened to one aggregate of an order. Receivers never rely on the order of arrival: they merge by
/// <see cref="Version"/>, which the aggregate raises by one with each change it publishes.
/// </summary>
public interface IOrderEvent : IEvent, IOrderMessage
{
    /// <summary>The aggregate's version after the change, from 1. Answers that change nothing repeat the current version.</summary>
    int Version { get; }

    /// <summary>When it happened, in UTC.</summary>
    DateTimeOffset At { get; }

    /// <summary>The request this answers, as it was sent; null when it happened without being asked for.</summary>
    string? RequestId { get; }
}
