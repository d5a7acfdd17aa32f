namespace Delivery.Messaging.Failpoints;

/// <summary>The ways in which a test build can be told to misbehave, to prove that the simulator notices.</summary>
public static class SabotageNames
{
    /// <summary>Every delivery of a message is handled, also a repeated one.</summary>
    public const string InboxOff = "inbox-off";

    /// <summary>
    /// The relay sends every message once more ten seconds later, as a broker does that has lost an acknowledgement: harmless alone, the other
    /// half of the proof with <see cref="InboxOff"/>.
    /// </summary>
    public const string SendTwice = "send-twice";

    /// <summary>One outbox row is deleted without being sent: the first, or the first of the type in the argument, for example <c>Orders.OrderClosed</c>.</summary>
    public const string DropOutboxRow = "drop-outbox-row";

    /// <summary>Payments takes the money of every captured order a second time.</summary>
    public const string CaptureTwice = "capture-twice";

    /// <summary>For every second order the projection does not see how it ended and what became of its money.</summary>
    public const string StaleProjection = "stale-projection";
}
