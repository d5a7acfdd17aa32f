namespace Delivery.Payments.Api;

/// <summary>The bookings of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Entries">In the order in which they were written; the amounts of each booking sum to zero.</param>
internal sealed record LedgerResponse(string OrderId, IReadOnlyList<LedgerEntryResponse> Entries);
