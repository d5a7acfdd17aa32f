namespace Delivery.Workflows.Api.Definitions;

/// <summary>The way down to an activity.</summary>
internal sealed record SegmentsModel(NodeModel ChildNode, NodeModel Container, IReadOnlyList<PathSegmentModel> PathSegments);
