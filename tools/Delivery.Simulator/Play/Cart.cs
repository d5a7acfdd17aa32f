using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;

namespace Delivery.Simulator.Play;

/// <summary>Translates a plan's numbers to items of a menu.</summary>
internal static class Cart
{
    public static IReadOnlyList<(StoreMenuItem Item, int Quantity)> Of(OrderPlan plan, StoreMenu menu)
    {
        var items = menu.Items.Where(item => !item.SoldOut).ToList();
        return [.. plan.Lines
            .Select(line => (Item: items[line.Item % items.Count], line.Quantity))
            .GroupBy(line => line.Item)
            .Select(lines => (lines.Key, lines.Sum(line => line.Quantity)))];
    }
}
