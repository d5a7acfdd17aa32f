namespace Delivery.PaymentSandbox.Authorizations;

internal enum AuthorizationState
{
    /// <summary>The amount is held: open until captured or voided.</summary>
    Authorized,

    /// <summary>The amount was taken.</summary>
    Captured,

    /// <summary>Released without taking anything.</summary>
    Voided,

    /// <summary>Taken and given back.</summary>
    Refunded,
}
