namespace Delivery.Simulator.Api.Wire;

/// <summary>As the API documents it.</summary>
internal enum OrderOutcome
{
    Completed,
    CancelledByCustomer,
    CancelledByOperator,
    PaymentDeclined,
    PaymentExpired,
    StoreRejected,
    StoreDidNotAnswer,
    StoreUnavailable,
    NoRiderFound,
}
