namespace Delivery.Status.Parts;

/// <summary>
/// Where a delivery is. When an answer repeats the version of the change that it tells again, the later member wins: a closed round is answered
/// as closed although a later one is searched, claimed or delivered.
/// </summary>
internal enum DeliveryState
{
    None,

    /// <summary>The rider is released; shown as <see cref="Searching"/>.</summary>
    Released,
    Cancelled,
    Expired,
    Searching,
    Claimed,
    PickedUp,
    Undeliverable,
    HandedOver,
}
