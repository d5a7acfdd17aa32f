using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>An activity that can start a workflow, looked at without an instance: variables have their defaults, inputs are empty.</summary>
public sealed class TriggerContext
{
    private readonly ActivityContext _context;

    internal TriggerContext(ActivityContext context) => _context = context;

    /// <summary>The activity's id in its document.</summary>
    public string ActivityId => _context.ActivityId;

    /// <summary>When the definition is published.</summary>
    public DateTimeOffset Now => _context.Now;

    /// <summary>The evaluated input, converted.</summary>
    public T? Input<T>(string name) => _context.Input<T>(name);

    /// <summary>The evaluated input as JSON, null when it is not set.</summary>
    public JsonNode? Input(string name) => _context.Input(name);
}
