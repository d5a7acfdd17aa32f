using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Status;
using Delivery.Status.Projection;

namespace Delivery.Status.Queries;

/// <summary>Everything about an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Outcome">How it ended; null until it has.</param>
/// <param name="Reason">Why it ended so, for the customer.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="StoreId">The store.</param>
/// <param name="RiderId">Who has it now.</param>
/// <param name="RegionId">Where it goes.</param>
/// <param name="Total">What it costs when it is delivered.</param>
/// <param name="Lines">What was ordered.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="UpdatedAt">When anything last happened to it.</param>
/// <param name="Version">How often its status has changed.</param>
/// <param name="Escalated">True while an operator has to decide something.</param>
/// <param name="History">The changes of its status.</param>
/// <param name="Parts">What each module has said.</param>
internal sealed record OrderDetails(
    string OrderId,
    OrderStatus Status,
    OrderOutcome? Outcome,
    string? Reason,
    string CustomerId,
    string StoreId,
    string? RiderId,
    string RegionId,
    Money Total,
    IReadOnlyList<OrderLine> Lines,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt,
    int Version,
    bool Escalated,
    IReadOnlyList<OrderHistoryEntry> History,
    OrderPartsAnswer Parts)
{
    public static OrderDetails Of(OrderView view, IReadOnlyList<OrderHistoryEntry> history)
    {
        var placed = view.Parts.Order.Placed!;
        return new OrderDetails(
            view.OrderId,
            view.Status!.Value,
            view.Outcome,
            view.Parts.Order.Closed?.Reason,
            placed.CustomerId,
            placed.StoreId,
            view.RiderId,
            placed.RegionId,
            placed.Total,
            placed.Lines,
            placed.At,
            view.Parts.UpdatedAt,
            view.ChangeVersion,
            view.Parts.IsEscalated(),
            history,
            OrderPartsAnswer.Of(view.Parts));
    }
}
