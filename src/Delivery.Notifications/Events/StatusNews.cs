using Delivery.Contracts.Orders;
using Delivery.Contracts.Status;

namespace Delivery.Notifications.Events;

/// <summary>What subscribers read about a change of status.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Version">Counts the changes of the order, from 1: webhooks may arrive in another order.</param>
/// <param name="Status">The new status.</param>
/// <param name="Previous">The one before.</param>
/// <param name="Outcome">How it ended, once it has.</param>
/// <param name="CustomerId">Whose order it is.</param>
/// <param name="StoreId">The store.</param>
/// <param name="RiderId">Who has it.</param>
/// <param name="At">When.</param>
internal sealed record StatusNews(
    string OrderId,
    int Version,
    OrderStatus Status,
    OrderStatus? Previous,
    OrderOutcome? Outcome,
    string CustomerId,
    string StoreId,
    string? RiderId,
    DateTimeOffset At);
