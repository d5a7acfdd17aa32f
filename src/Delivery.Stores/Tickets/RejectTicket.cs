namespace Delivery.Stores.Tickets;

/// <summary>The body of <c>POST …/reject</c>; it may be left out.</summary>
/// <param name="Reason">For the customer to read.</param>
internal sealed record RejectTicket(string? Reason);
