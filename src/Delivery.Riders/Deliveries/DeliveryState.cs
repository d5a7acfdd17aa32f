namespace Delivery.Riders.Deliveries;

/// <summary>Where a delivery is.</summary>
internal enum DeliveryState
{
    /// <summary>Riders in reach can claim it.</summary>
    Searching,

    /// <summary>One rider has it and goes to the store.</summary>
    Claimed,

    /// <summary>The rider has the dish.</summary>
    PickedUp,

    /// <summary>The customer has the dish. Final.</summary>
    HandedOver,

    /// <summary>The rider could not deliver; an operator decides, unless the rider finds the customer after all.</summary>
    Undeliverable,

    /// <summary>No rider claimed in time. A later cooking round can open it again.</summary>
    Expired,

    /// <summary>Called off. A later cooking round can open it again.</summary>
    Cancelled,
}
