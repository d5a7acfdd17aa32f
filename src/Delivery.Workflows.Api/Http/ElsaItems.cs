namespace Delivery.Workflows.Api.Http;

/// <summary>A list that is not even counted.</summary>
internal sealed record ElsaItems<TItem>(IReadOnlyList<TItem> Items);
