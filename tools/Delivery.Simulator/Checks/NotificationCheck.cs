using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Webhooks;

namespace Delivery.Simulator.Checks;

/// <summary>
/// Each change of status was told to each subscription whose it is under one event id, at least once and with the status that the history has;
/// nobody was told anything else.
/// </summary>
internal static class NotificationCheck
{
    /// <summary>What is missing or too much.</summary>
    /// <param name="received">What came.</param>
    /// <param name="subscriber">The subscription.</param>
    /// <param name="histories">The orders of which the subscriber must hear, with their histories.</param>
    public static IEnumerable<Violation> Check(
        IEnumerable<Notification> received, string subscriber, IReadOnlyDictionary<string, IReadOnlyList<OrderHistoryEntry>> histories)
    {
        var told = received.Where(notification => notification.Subscriber == subscriber).Distinct().ToList();
        var byChange = told.ToLookup(notification => (notification.OrderId, notification.Version));
        foreach (var (orderId, history) in histories)
        {
            foreach (var entry in history)
            {
                var ids = byChange[(orderId, entry.Version)].ToList();
                if (ids.Count != 1)
                {
                    yield return new Violation(
                        ids.Count == 0 ? "not-notified" : "notified-under-several-ids", orderId, $"{subscriber}: version {entry.Version}, {entry.Status}");
                }
                else if (ids[0].Status != entry.Status)
                {
                    yield return new Violation("notified-of-another-status", orderId, $"{subscriber}: {ids[0].Status} instead of {entry.Status}");
                }
            }
        }

        foreach (var stranger in told.Where(notification => !IsOf(histories, notification)))
        {
            yield return new Violation("notified-of-something-else", stranger.OrderId, $"{subscriber}: version {stranger.Version}, {stranger.Status}");
        }

        foreach (var reused in told.GroupBy(notification => notification.EventId).Where(events => events.Count() > 1))
        {
            yield return new Violation("event-id-used-twice", reused.First().OrderId, $"{subscriber}: {reused.Key}");
        }
    }

    private static bool IsOf(IReadOnlyDictionary<string, IReadOnlyList<OrderHistoryEntry>> histories, Notification notification) =>
        histories.TryGetValue(notification.OrderId, out var history) && history.Any(entry => entry.Version == notification.Version);
}
