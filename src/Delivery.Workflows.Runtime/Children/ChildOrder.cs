using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Children;

/// <summary>Instances that one activity wants started.</summary>
/// <param name="DefinitionId">What they run: the published version at the time of their start.</param>
/// <param name="Parent">What they know of who started them.</param>
/// <param name="Instances">In the order in which they are started.</param>
internal sealed record ChildOrder(string DefinitionId, ParentLink Parent, IReadOnlyList<OrderedChild> Instances)
{
    public static ChildOrder Read(string parentId, JsonObject payload)
    {
        var link = payload["parent"]!;
        return new ChildOrder(
            payload["definitionId"]!.GetValue<string>(),
            new ParentLink
            {
                InstanceId = parentId,
                Depth = link["depth"]!.GetValue<int>(),
                Stimulus = link["stimulus"]?.GetValue<string>(),
                StimulusHash = link["stimulusHash"]?.GetValue<string>(),
            },
            [.. payload["instances"]!.AsArray().Select(instance => OrderedChild.Read(instance!))]);
    }
}
