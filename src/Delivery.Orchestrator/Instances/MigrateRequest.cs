namespace Delivery.Orchestrator.Instances;

/// <summary>Where to migrate an instance.</summary>
/// <param name="TargetVersion">The version's number; absent for the published one.</param>
/// <param name="Note">Why.</param>
internal sealed record MigrateRequest(int? TargetVersion, string? Note);
