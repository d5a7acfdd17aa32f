namespace Delivery.Contracts;

/// <summary>
/// A command that must not be carried out when it arrives too late: whoever sent it has stopped waiting and has undone the rest. The receiver
/// closes what it asks for in advance and answers as it would for something that has expired.
/// </summary>
public interface IPerishableCommand : IOrderCommand
{
    /// <summary>When the sender stops waiting, in UTC: filled from the activity's time-out. Null when it waits for ever.</summary>
    DateTimeOffset? ValidUntil { get; }
}
