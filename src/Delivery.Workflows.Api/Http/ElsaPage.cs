namespace Delivery.Workflows.Api.Http;

/// <summary>A page of a list.</summary>
internal sealed record ElsaPage<TItem>(IReadOnlyList<TItem> Items, int TotalCount, IReadOnlyList<ElsaLink>? Links = null);
