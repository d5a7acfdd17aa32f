using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>An activity that can start a workflow, looked at without an instance: variables have their defaults, inputs are empty.</summary>
public sealed class TriggerContext
{
    internal TriggerContext()
    {
    }

    /// <summary>The activity's id in its document.</summary>
    public string ActivityId => throw new NotImplementedException();

    /// <summary>The evaluated input, converted.</summary>
    public T? Input<T>(string name) => throw new NotImplementedException();

    /// <summary>The evaluated input as JSON, null when it is not set.</summary>
    public JsonNode? Input(string name) => throw new NotImplementedException();
}
