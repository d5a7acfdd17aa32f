namespace Delivery.Notifications.Events;

/// <summary>Something to tell about an order.</summary>
/// <param name="Identity">Equal for every repetition of the same news, for ever.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">Whose order it is.</param>
/// <param name="Version">Of the status change; null for a notice.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">What subscribers read.</param>
internal sealed record OrderNews(
    string Identity, string Type, string OrderId, string CustomerId, int? Version, DateTimeOffset At, object Data);
