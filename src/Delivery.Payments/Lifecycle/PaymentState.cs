namespace Delivery.Payments.Lifecycle;

/// <summary>Where a payment is.</summary>
internal enum PaymentState
{
    /// <summary>Nobody has asked for money yet; at most the means of payment is known.</summary>
    AwaitingRequest,

    /// <summary>Asked for, but the means of payment has not arrived.</summary>
    AwaitingMethod,

    /// <summary>The provider is being asked.</summary>
    Authorizing,

    /// <summary>The amount is reserved.</summary>
    Authorized,

    /// <summary>The provider declined: nothing is reserved. Final unless revoked.</summary>
    Declined,

    /// <summary>The provider could not be asked; it is tried again when the customer pays again or the provider recovers.</summary>
    Deferred,

    /// <summary>The reserved amount is being taken.</summary>
    Capturing,

    /// <summary>Taking it failed; it is still reserved.</summary>
    CaptureFailed,

    /// <summary>The amount is taken.</summary>
    Captured,

    /// <summary>Whatever was reserved or taken is being given back.</summary>
    Revoking,

    /// <summary>Nothing is held or taken, and nothing will be. Final.</summary>
    Revoked,
}
