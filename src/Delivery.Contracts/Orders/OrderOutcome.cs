namespace Delivery.Contracts.Orders;

/// <summary>How an order ended. Only a completed order costs the customer anything.</summary>
public enum OrderOutcome
{
    /// <summary>Handed over, captured and settled.</summary>
    Completed,

    /// <summary>The customer cancelled before cooking started.</summary>
    CancelledByCustomer,

    /// <summary>An operator cancelled it with a refund.</summary>
    CancelledByOperator,

    /// <summary>The payment provider declined.</summary>
    PaymentDeclined,

    /// <summary>The deferred payment was not made in time.</summary>
    PaymentExpired,

    /// <summary>The store rejected it.</summary>
    StoreRejected,

    /// <summary>The store had it and did not answer in time.</summary>
    StoreDidNotAnswer,

    /// <summary>The store service stayed away for long.</summary>
    StoreUnavailable,

    /// <summary>No rider was found: the store is paid, the customer pays nothing.</summary>
    NoRiderFound,
}
