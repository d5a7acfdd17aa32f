namespace Delivery.Stores.Tickets;

/// <summary>Where a ticket is. The last four are final, but a cooked one can be revoked by force.</summary>
internal enum TicketState
{
    /// <summary>The store sees it and its time to answer runs.</summary>
    Offered,

    /// <summary>The store will cook it; the customer can still cancel.</summary>
    Accepted,

    /// <summary>The customer cannot cancel any more.</summary>
    Cooking,

    /// <summary>Ready for the rider.</summary>
    Cooked,

    /// <summary>The store will not cook it.</summary>
    Rejected,

    /// <summary>The store did not answer in time.</summary>
    Expired,

    /// <summary>Taken back.</summary>
    Revoked,
}
