namespace Delivery.Contracts.Escalations;

/// <summary>What went wrong with an order so that a person has to decide.</summary>
public enum EscalationKind
{
    /// <summary>The store accepted and does not start or finish cooking.</summary>
    KitchenOverdue,

    /// <summary>The rider claimed and does not pick up.</summary>
    RiderOverdue,

    /// <summary>The rider cannot deliver.</summary>
    Undeliverable,

    /// <summary>The payment cannot be captured after the hand-over.</summary>
    CaptureFailed,
}
