using Delivery.Simulator.Api.Wire;

namespace Delivery.Simulator.Webhooks;

/// <summary>A request that came to the receiver.</summary>
/// <param name="Subscriber">For whom.</param>
/// <param name="EventId">The id under which the subscriber hears the news.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Version">Of the change.</param>
/// <param name="Status">The new status.</param>
internal sealed record Notification(string Subscriber, string EventId, string OrderId, int Version, OrderStatus Status);
