using Delivery.Contracts.Status;

namespace Delivery.Status.Queries;

/// <summary>One change of an order's status.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="Status">The new status.</param>
/// <param name="At">When it became visible.</param>
internal sealed record OrderHistoryEntry(int Version, OrderStatus Status, DateTimeOffset At);
