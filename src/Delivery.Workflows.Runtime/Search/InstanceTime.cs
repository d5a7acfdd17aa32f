namespace Delivery.Workflows.Runtime.Search;

/// <summary>A condition on one of an instance's times.</summary>
/// <param name="Column">Which.</param>
/// <param name="From">Not before; null for any time.</param>
/// <param name="Until">Before; null for any time.</param>
/// <param name="Outside">Outside of that stretch instead.</param>
public sealed record InstanceTime(InstanceOrder Column, DateTimeOffset? From, DateTimeOffset? Until, bool Outside = false);
