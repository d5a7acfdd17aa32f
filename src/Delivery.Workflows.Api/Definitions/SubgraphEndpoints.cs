using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Parts of a diagram: what somebody sees who opens an activity that has others inside.</summary>
internal static class SubgraphEndpoints
{
    private static readonly string[] NotSteps = ["Elsa.Workflow", "Elsa.Flowchart"];

    public static async Task<IResult> GetAsync(
        string versionId, HttpRequest request, WorkflowDefinitions store, DefinitionModels models, CancellationToken cancellationToken)
    {
        var graph = await models.ReadGraphAsync(await DefinitionEndpoints.FindVersionAsync(versionId, store, cancellationToken), cancellationToken);
        var node = graph.Find(request.Query.Text("parentNodeId") ?? "") ?? graph.Root;
        return ElsaJson.Answer(ToModel(graph, node));
    }

    public static async Task<IResult> GetSegmentsAsync(
        string versionId, HttpRequest request, WorkflowDefinitions store, DefinitionModels models, CancellationToken cancellationToken)
    {
        var graph = await models.ReadGraphAsync(await DefinitionEndpoints.FindVersionAsync(versionId, store, cancellationToken), cancellationToken);
        var nodeId = request.Query.Text("childNodeId") ?? "";
        var child = graph.Find(nodeId) ?? throw new ElsaRefusal($"There is no activity at '{nodeId}' in this workflow.");
        var segments = Segments(child);
        // Directly inside the outermost workflow there are no steps, and that workflow is what is on show.
        var container = segments.Count == 0 ? graph.Root : ContainerOf(child) ?? graph.Root;
        return ElsaJson.Answer(new SegmentsModel(ToModel(graph, child), ToModel(graph, container), segments));
    }

    private static List<PathSegmentModel> Segments(WorkflowGraphNode child)
    {
        var segments = new List<PathSegmentModel>();
        for (var below = child; below.Parent is { } node; below = node)
        {
            if (!NotSteps.Contains(node.Type))
            {
                segments.Add(new PathSegmentModel(node.NodeId, node.Id, node.Type, below.Port ?? "", node.Name));
            }
        }

        segments.Reverse();
        return segments;
    }

    private static WorkflowGraphNode? ContainerOf(WorkflowGraphNode child)
    {
        var node = child.Parent;
        while (node is { IsContainer: false })
        {
            node = node.Parent;
        }

        return node;
    }

    private static NodeModel ToModel(WorkflowGraph graph, WorkflowGraphNode node) =>
        new(node.NodeId, node.Port ?? (node == graph.Root ? "Root" : null), graph.ToJson(node, withCompositeRoots: true));
}
