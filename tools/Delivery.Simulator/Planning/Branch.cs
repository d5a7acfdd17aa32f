namespace Delivery.Simulator.Planning;

/// <summary>What may happen to an order. Each is a path through the life cycle; in the report they bear these names in camelCase.</summary>
internal enum Branch
{
    /// <summary>Everything goes well and the rider confirms the hand-over.</summary>
    HandedOverByRider,

    /// <summary>The customer confirms the hand-over.</summary>
    ConfirmedByCustomer,

    /// <summary>Nobody confirms the hand-over.</summary>
    ConfirmedByTimeout,

    /// <summary>The store rejects.</summary>
    StoreRejects,

    /// <summary>The store does not answer.</summary>
    StoreSilent,

    /// <summary>The customer cancels at once, while the payment is under way.</summary>
    CancelledDuringPayment,

    /// <summary>The customer cancels while the store considers.</summary>
    CancelledWhileOffered,

    /// <summary>The customer cancels when the store has accepted.</summary>
    CancelledAfterAccepted,

    /// <summary>The customer cancels while an operator considers why the kitchen does not start.</summary>
    CancelledDuringKitchenIncident,

    /// <summary>The customer cancels when cooking has started: refused.</summary>
    CancelTooLate,

    /// <summary>The customer cancels in the moment in which the kitchen starts: whoever wins, wins everywhere.</summary>
    CancelRacesCooking,

    /// <summary>The card is declined.</summary>
    PaymentDeclined,

    /// <summary>The provider answers too late the first time.</summary>
    PaymentTimesOut,

    /// <summary>The provider is overloaded; the customer pays a little later with another card.</summary>
    PaymentDeferredPaidAgain,

    /// <summary>The provider is overloaded; the customer pays a little later with a card that is declined.</summary>
    PaymentDeferredDeclined,

    /// <summary>The provider is overloaded and recovers.</summary>
    PaymentDeferredRecovers,

    /// <summary>The provider stays overloaded for this card and the customer does nothing.</summary>
    PaymentDeferredExpires,

    /// <summary>The customer cancels instead of paying later.</summary>
    PaymentDeferredCancelled,

    /// <summary>Riders give the delivery back before one keeps it.</summary>
    RiderGivesBack,

    /// <summary>Only riders of other regions are willing.</summary>
    SearchWidened,

    /// <summary>No rider is willing.</summary>
    NoRiderFound,

    /// <summary>Two riders claim at the same time.</summary>
    ClaimRace,

    /// <summary>The kitchen does not start; an operator lets it go on.</summary>
    KitchenOverdueContinued,

    /// <summary>The kitchen does not finish; an operator has the dish cooked again.</summary>
    KitchenOverdueReplaced,

    /// <summary>The kitchen does not start; an operator cancels.</summary>
    KitchenOverdueCancelled,

    /// <summary>The kitchen starts late, before an operator decides.</summary>
    KitchenRecovers,

    /// <summary>The rider does not pick up; an operator waits longer.</summary>
    RiderOverdueContinued,

    /// <summary>The rider does not pick up; an operator sends another.</summary>
    RiderOverdueReplaced,

    /// <summary>The rider does not pick up; an operator cancels.</summary>
    RiderOverdueCancelled,

    /// <summary>The rider picks up late, before an operator decides.</summary>
    RiderRecovers,

    /// <summary>The rider does not find the customer; an operator sends the rider again.</summary>
    UndeliverableContinued,

    /// <summary>The rider does not find the customer; an operator has the dish cooked again.</summary>
    UndeliverableReplaced,

    /// <summary>The rider does not find the customer; an operator cancels.</summary>
    UndeliverableCancelled,

    /// <summary>The capture fails and succeeds when it is tried again.</summary>
    CaptureRetried,

    /// <summary>The capture keeps failing; an operator has it tried again later.</summary>
    CaptureEscalatedContinued,

    /// <summary>The capture keeps failing; an operator gives the money up.</summary>
    CaptureEscalatedCancelled,
}
