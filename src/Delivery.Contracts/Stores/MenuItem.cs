namespace Delivery.Contracts.Stores;

/// <summary>One item of a store's menu.</summary>
/// <param name="ItemId">Unique within the store.</param>
/// <param name="Name">By language tag; <c>en</c> and <c>ko</c> in the seed data.</param>
/// <param name="Price">In minor units of the store's currency.</param>
/// <param name="SoldOut">True while it cannot be ordered.</param>
public sealed record MenuItem(string ItemId, IReadOnlyDictionary<string, string> Name, long Price, bool SoldOut);
