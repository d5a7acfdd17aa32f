namespace Delivery.Simulator.Api.Wire;

/// <summary>As the API documents it.</summary>
internal enum OrderStatus
{
    Placed,
    PaymentDeferred,
    Paid,
    Offered,
    Accepted,
    Cooking,
    Cooked,
    RiderAssigned,
    PickedUp,
    HandedOver,
    Completed,
    Cancelled,
}
