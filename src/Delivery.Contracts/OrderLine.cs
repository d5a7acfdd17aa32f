namespace Delivery.Contracts;

/// <summary>One line of an order, as it was priced when the order was placed.</summary>
/// <param name="ItemId">The menu item.</param>
/// <param name="Name">Its name when ordered.</param>
/// <param name="Quantity">From 1 to 99.</param>
/// <param name="UnitPrice">In minor units of the order's currency.</param>
public sealed record OrderLine(string ItemId, string Name, int Quantity, long UnitPrice);
