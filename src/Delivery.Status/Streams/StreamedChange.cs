using System.Text.Json.Serialization;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Status;
using Delivery.Status.Projection;

namespace Delivery.Status.Streams;

/// <summary>A change as a stream tells it.</summary>
/// <param name="Sequence">Its place among the changes of all orders; also the event's id.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Version">Counts the changes of the order, from 1.</param>
/// <param name="Status">The new status.</param>
/// <param name="Previous">The one before; null for the first.</param>
/// <param name="Outcome">How it ended, once it has.</param>
/// <param name="CustomerId">Whose order it is.</param>
/// <param name="StoreId">The store.</param>
/// <param name="RiderId">Who has it.</param>
/// <param name="At">When.</param>
internal sealed record StreamedChange(
    long Sequence,
    string OrderId,
    int Version,
    OrderStatus Status,
    OrderStatus? Previous,
    OrderOutcome? Outcome,
    string CustomerId,
    string StoreId,
    string? RiderId,
    DateTimeOffset At)
{
    [JsonIgnore]
    public bool IsFinal => Status is OrderStatus.Completed or OrderStatus.Cancelled;

    public static StreamedChange Of(StatusChange change) => new(
        change.Sequence!.Value,
        change.OrderId,
        change.Version,
        change.Status,
        change.Previous,
        change.Outcome,
        change.CustomerId,
        change.StoreId,
        change.RiderId,
        change.At);
}
