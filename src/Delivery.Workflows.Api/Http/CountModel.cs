namespace Delivery.Workflows.Api.Http;

/// <summary>How many there are.</summary>
internal sealed record CountModel(int Count);
