using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Running;

/// <summary>
/// What the text of a workflow may do to orders. In doubt it may: the engine reads member names in whatever case, and takes an activity that was
/// unknown when it was saved out of the text that stands for it.
/// </summary>
internal sealed class FlowText
{
    private const string TargetMember = "workflowDefinitionId";
    private const string Original = "originalActivityJson";
    private const int MaxDepth = 512;

    private static readonly HashSet<string> Starters =
        new(StringComparer.Ordinal) { "Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows" };

    private readonly HashSet<string> _targets = new(StringComparer.Ordinal);

    private FlowText()
    {
    }

    /// <summary>Whether it holds an activity made of a contract message, or starts a workflow that only a run can name.</summary>
    public bool ActsOnOrders { get; private set; }

    /// <summary>The definitions that it names and starts.</summary>
    public IReadOnlyCollection<string> Targets => _targets;

    public static FlowText Of(WorkflowBundle bundle)
    {
        var text = new FlowText();
        foreach (var workflow in bundle.Workflows.Prepend(bundle.Root))
        {
            text.Read(workflow.Root);
        }

        return text;
    }

    private void Read(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Read(item);
            }
        }
        else if (node is JsonObject json)
        {
            foreach (var (name, value) in json)
            {
                Read(value);
                if (TextOf(value) is { } text)
                {
                    Read(json, name, text);
                }
            }
        }
    }

    private void Read(JsonObject owner, string name, string text)
    {
        if (string.Equals(name, "type", StringComparison.OrdinalIgnoreCase))
        {
            ActsOnOrders |= DomainTypes.IsOne(text) || (Starters.Contains(text) && !AddTarget(owner));
        }
        else if (string.Equals(name, Original, StringComparison.OrdinalIgnoreCase))
        {
            ReadOriginal(text);
        }
    }

    private void ReadOriginal(string text)
    {
        try
        {
            Read(JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth }));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            ActsOnOrders = true;
        }
    }

    /// <returns>Whether it is a fixed one.</returns>
    private bool AddTarget(JsonObject activity)
    {
        var target = activity[TargetMember] switch
        {
            JsonObject input when input["expression"] is JsonObject expression && TextOf(expression["type"]) == "Literal" => TextOf(expression["value"]),
            var value => TextOf(value),
        };
        if (string.IsNullOrWhiteSpace(target))
        {
            return false;
        }

        _targets.Add(target);
        return true;
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
