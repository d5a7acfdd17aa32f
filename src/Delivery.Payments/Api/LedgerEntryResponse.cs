namespace Delivery.Payments.Api;

/// <summary>One side of a booking.</summary>
/// <param name="Account"><c>customer:{id}</c>, <c>store:{id}</c>, <c>rider:{id}</c> or <c>platform</c>.</param>
/// <param name="Amount">In minor units; what the account gets is positive.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Memo">What it was for.</param>
/// <param name="At">When it was booked.</param>
internal sealed record LedgerEntryResponse(string Account, long Amount, string Currency, string Memo, DateTimeOffset At);
