namespace Delivery.Workflows.Api.Definitions;

/// <summary>The names of the workflows that run another version of one from now on.</summary>
internal sealed record AffectedModel(IReadOnlyList<string> AffectedWorkflows);
