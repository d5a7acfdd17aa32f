namespace Delivery.Workflows.Api.Definitions;

/// <summary>A step of the way down to an activity, for the crumbs above the diagram.</summary>
internal sealed record PathSegmentModel(string ActivityNodeId, string ActivityId, string ActivityType, string PortName, string? ActivityName);
