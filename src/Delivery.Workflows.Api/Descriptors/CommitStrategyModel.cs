namespace Delivery.Workflows.Api.Descriptors;

/// <summary>When an instance is stored.</summary>
internal sealed record CommitStrategyModel(string Name, string DisplayName, string Description);
