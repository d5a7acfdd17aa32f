namespace Delivery.Workflows.Api.Http;

/// <summary>A list that is not paged.</summary>
internal sealed record ElsaList<TItem>(IReadOnlyList<TItem> Items, int Count);
