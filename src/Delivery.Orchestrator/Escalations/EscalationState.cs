namespace Delivery.Orchestrator.Escalations;

/// <summary>What became of an incident.</summary>
internal enum EscalationState
{
    /// <summary>An operator has to decide.</summary>
    Open,

    /// <summary>Decided: wait on or try again.</summary>
    Continued,

    /// <summary>Decided: another rider, or the dish cooked again.</summary>
    Replaced,

    /// <summary>Decided: the order ends with a refund.</summary>
    Cancelled,

    /// <summary>Closed without a decision, because it resolved itself.</summary>
    Withdrawn,
}
