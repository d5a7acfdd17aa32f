namespace Delivery.Workflows.Runtime.Search;

/// <summary>A part of a list.</summary>
/// <param name="Items">The part.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record Found<TItem>(IReadOnlyList<TItem> Items, int Total);
