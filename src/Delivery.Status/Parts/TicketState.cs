namespace Delivery.Status.Parts;

/// <summary>
/// Where a ticket is. When an answer repeats the version of the change that it tells again, the later member wins: a ticket that was rejected or
/// expired answers a revocation with "revoked" and stays what it was.
/// </summary>
internal enum TicketState
{
    None,
    Offered,
    Accepted,
    Cooking,
    Cooked,
    Revoked,
    Expired,
    Rejected,
}
