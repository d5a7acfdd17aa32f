using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Status;
using Delivery.Status.Projection;

namespace Delivery.Status.Queries;

/// <summary>An order in a list.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Outcome">How it ended; null until it has.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="StoreId">The store.</param>
/// <param name="RiderId">Who has it now.</param>
/// <param name="RegionId">Where it goes.</param>
/// <param name="Total">What it costs when it is delivered.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="UpdatedAt">When anything last happened to it.</param>
/// <param name="Version">How often its status has changed.</param>
/// <param name="Escalated">True while an operator has to decide something.</param>
internal sealed record OrderSummary(
    string OrderId,
    OrderStatus Status,
    OrderOutcome? Outcome,
    string CustomerId,
    string StoreId,
    string? RiderId,
    string RegionId,
    Money Total,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt,
    int Version,
    bool Escalated)
{
    public static OrderSummary Of(OrderView view)
    {
        var placed = view.Parts.Order.Placed!;
        return new OrderSummary(
            view.OrderId,
            view.Status!.Value,
            view.Outcome,
            placed.CustomerId,
            placed.StoreId,
            view.RiderId,
            placed.RegionId,
            placed.Total,
            placed.At,
            view.Parts.UpdatedAt,
            view.ChangeVersion,
            view.Parts.IsEscalated());
    }
}
