namespace Delivery.Workflows.Api.Descriptors;

/// <summary>A choice that a workflow or an activity makes; the Studio writes the type's name into the definition.</summary>
internal sealed record StrategyModel(string DisplayName, string Description, string TypeName);
