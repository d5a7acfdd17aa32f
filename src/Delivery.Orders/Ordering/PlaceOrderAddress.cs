namespace Delivery.Orders.Ordering;

/// <summary>Where an order goes.</summary>
/// <param name="Text">As the rider shall read it.</param>
/// <param name="RegionId">Where riders are searched first.</param>
internal sealed record PlaceOrderAddress(string Text, string RegionId);
