namespace Delivery.Status.Parts;

/// <summary>
/// Where a payment is. When an answer repeats the version of the change that it tells again, the later member wins: answers may say less than
/// the change itself, never more.
/// </summary>
internal enum PaymentState
{
    None,
    Authorized,
    CaptureFailed,
    Deferred,
    Declined,
    Captured,
    Revoked,
}
