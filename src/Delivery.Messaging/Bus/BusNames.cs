namespace Delivery.Messaging.Bus;

/// <summary>The names of queues and exchanges: readable, and stable for as long as messages may be in them.</summary>
internal sealed class BusNames(BusOptions options)
{
    /// <summary>A module's queue, and the exchange in front of it that commands are sent to.</summary>
    public string Queue(string module) => options.QueuePrefix + module;

    /// <summary>Where the broker puts what it has delivered too often.</summary>
    public string Undeliverable(string module) => options.QueuePrefix + module + ".undeliverable";

    /// <summary>The exchange of an event, for example <c>Stores.TicketAccepted</c>.</summary>
    public string Exchange(string messageType) => options.QueuePrefix + messageType;

    /// <summary>
    /// The arguments of a module's queue. A message that outlives the delivery limit, because its receiver dies of it, moves to the other queue,
    /// surely (at least once), and becomes a dead letter from there: no limit of the broker may drop it.
    /// </summary>
    public Dictionary<string, object?> QueueArguments(string module) => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = options.DeliveryLimit,
        ["x-dead-letter-exchange"] = string.Empty,
        ["x-dead-letter-routing-key"] = Undeliverable(module),
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <summary>The arguments of the queue of undeliverable messages.</summary>
    public static Dictionary<string, object?> UndeliverableArguments() => new() { ["x-queue-type"] = "quorum" };
}
