namespace Delivery.Messaging.DeadLetters;

/// <summary>What became of a dead letter.</summary>
public enum DeadLetterState
{
    /// <summary>Nobody has looked after it yet.</summary>
    Open,

    /// <summary>Given to its endpoint again.</summary>
    Replayed,

    /// <summary>Given up by an operator.</summary>
    Discarded,
}
