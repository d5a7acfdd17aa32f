namespace Delivery.Orchestrator.Escalations;

/// <summary>What an operator can decide.</summary>
internal enum EscalationResolution
{
    /// <summary>Wait on, or try again.</summary>
    Continue,

    /// <summary>Another rider, or the dish cooked again. A failed capture is tried again.</summary>
    Replace,

    /// <summary>End the order with a refund.</summary>
    Cancel,
}
