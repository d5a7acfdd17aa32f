namespace Delivery.Contracts.Status;

/// <summary>Where an order is, as everybody sees it. Derived from the states of its parts, in this order.</summary>
public enum OrderStatus
{
    /// <summary>Placed; the payment is being authorized.</summary>
    Placed,

    /// <summary>The payment is deferred: the customer is asked to pay a little later.</summary>
    PaymentDeferred,

    /// <summary>Paid (authorized); on the way to the store.</summary>
    Paid,

    /// <summary>The store has it and has not answered.</summary>
    Offered,

    /// <summary>The store will cook it.</summary>
    Accepted,

    /// <summary>Being cooked; it cannot be cancelled any more.</summary>
    Cooking,

    /// <summary>Cooked; a rider is searched.</summary>
    Cooked,

    /// <summary>A rider has claimed it.</summary>
    RiderAssigned,

    /// <summary>The rider has the dish.</summary>
    PickedUp,

    /// <summary>The customer has the dish; the payment is being settled.</summary>
    HandedOver,

    /// <summary>Handed over, captured and settled. Final.</summary>
    Completed,

    /// <summary>Ended without a hand-over that counts; the outcome says how. Final.</summary>
    Cancelled,
}
