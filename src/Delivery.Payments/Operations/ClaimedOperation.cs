using Delivery.Payments.Provider;

namespace Delivery.Payments.Operations;

/// <summary>An operation whose attempt has begun.</summary>
/// <param name="Lease">Names the attempt.</param>
/// <param name="Call">What to ask.</param>
/// <param name="TraceParent">Of what wanted it.</param>
internal sealed record ClaimedOperation(Guid Lease, ProviderCall Call, string? TraceParent);
