using System.Text.Json.Nodes;
using Delivery.Orchestrator.Tests.Lifecycle;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Tests.Rules;

/// <summary>The order life cycle with what it uses, to be spoilt.</summary>
internal sealed class ChangedLifecycle
{
    private readonly Dictionary<string, JsonObject> _documents = WorkflowFiles.All.ToDictionary(
        definition => definition.DefinitionId, definition => definition.Document.DeepClone().AsObject());

    public void Disconnect(string definitionId, string source, string port)
    {
        var (connections, connection) = Charts(definitionId).SelectMany(chart => Connections(chart).Select(connection => (Connections(chart), connection)))
            .Single(pair => Is(pair.connection!, source, port));
        connections.Remove(connection);
    }

    public void Connect(string definitionId, string source, string port, string target) =>
        Connections(ChartOf(definitionId, source)).Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        });

    /// <summary>Takes an activity out of a flowchart, with its arrows.</summary>
    public JsonObject Remove(string definitionId, string chartId, string activityId)
    {
        var chart = Charts(definitionId).Single(chart => Text(chart, "id") == chartId);
        var activity = Activities(chart).Single(activity => Text(activity!, "id") == activityId)!.AsObject();
        Activities(chart).Remove(activity);
        foreach (var connection in Connections(chart)
            .Where(connection => Text(connection!["source"]!, "activity") == activityId || Text(connection["target"]!, "activity") == activityId).ToList())
        {
            Connections(chart).Remove(connection);
        }

        return activity;
    }

    public void Add(string definitionId, string chartId, JsonObject activity) =>
        Activities(Charts(definitionId).Single(chart => Text(chart, "id") == chartId)).Add(activity);

    public WorkflowBundle Bundle() => WorkflowBundle.Create(
        WorkflowDefinition.From(_documents[WorkflowFiles.OrderLifecycle]), reference => WorkflowDefinition.From(_documents[reference.DefinitionId!]));

    private JsonObject ChartOf(string definitionId, string activityId) =>
        Charts(definitionId).Single(chart => Activities(chart).Any(activity => Text(activity!, "id") == activityId));

    private IEnumerable<JsonObject> Charts(string definitionId) => ChartsIn(_documents[definitionId]["root"]!.AsObject());

    private static IEnumerable<JsonObject> ChartsIn(JsonObject activity)
    {
        if (activity["connections"] is JsonArray)
        {
            yield return activity;
        }

        var inside = (activity["activities"] as JsonArray ?? []).Select(child => child!.AsObject())
            .Concat(new[] { activity["body"], activity["undo"] }.OfType<JsonObject>());
        foreach (var chart in inside.SelectMany(ChartsIn))
        {
            yield return chart;
        }
    }

    private static JsonArray Activities(JsonObject chart) => chart["activities"]!.AsArray();

    private static JsonArray Connections(JsonObject chart) => chart["connections"]!.AsArray();

    private static bool Is(JsonNode connection, string source, string port) =>
        Text(connection["source"]!, "activity") == source && Text(connection["source"]!, "port") == port;

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
