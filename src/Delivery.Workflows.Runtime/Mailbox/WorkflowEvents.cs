using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Mailbox;

/// <summary>Events that workflows publish and listen to, as stimuli.</summary>
internal static class WorkflowEvents
{
    public const string StimulusName = "Elsa.Event";

    public static string HashOf(string eventName) => StimulusHash.Compute(StimulusName, new JsonObject { ["EventName"] = eventName });
}
