using Delivery.Workflows.Runtime.Intents;

namespace Delivery.Workflows.Runtime.Children;

/// <summary>Instances that one activity wants started.</summary>
/// <param name="IntentId">Who wants them: once it is gone, nobody does.</param>
/// <param name="DefinitionId">What they run: the published version at the time of their start.</param>
/// <param name="Parent">What they know of who started them.</param>
/// <param name="BookmarkId">What waits for their start, and perhaps for their ends.</param>
/// <param name="Instances">In the order in which they are started.</param>
internal sealed record ChildOrder(string IntentId, string DefinitionId, ParentLink Parent, string? BookmarkId, IReadOnlyList<OrderedChild> Instances)
{
    public static ChildOrder Read(IntentCall call)
    {
        var payload = call.Payload;
        var link = payload["parent"]!;
        return new ChildOrder(
            call.Key,
            payload["definitionId"]!.GetValue<string>(),
            new ParentLink
            {
                InstanceId = call.InstanceId,
                Depth = link["depth"]!.GetValue<int>(),
                Undoes = link["undoes"]?.GetValue<bool>() == true,
                Stimulus = link["stimulus"]?.GetValue<string>(),
                StimulusHash = link["stimulusHash"]?.GetValue<string>(),
            },
            call.BookmarkId,
            [.. payload["instances"]!.AsArray().Select(instance => OrderedChild.Read(instance!))]);
    }
}
