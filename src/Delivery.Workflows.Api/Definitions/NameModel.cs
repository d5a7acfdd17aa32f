namespace Delivery.Workflows.Api.Definitions;

/// <summary>Whether a name is free.</summary>
internal sealed record NameModel(bool IsUnique);
