namespace Delivery.Status.Parts;

/// <summary>How far one rider came with a delivery; merging keeps the largest.</summary>
internal enum ClaimProgress
{
    None,
    Claimed,
    PickedUp,
    HandedOver,

    /// <summary>Given back or taken away: the claim counts no more, whatever is heard of it late.</summary>
    Ended,
}
