using System.Text.Json.Nodes;
using Delivery.Orchestrator.Activities;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>A flowchart: of a definition, or inside a container of one.</summary>
internal sealed record Diagram(WorkflowDefinition Workflow, JsonObject Chart, IReadOnlyList<DrawnActivity> Activities)
{
    private static readonly ActivityCatalog Catalog = CreateCatalog();

    /// <summary>Every flowchart of every definition.</summary>
    public static IReadOnlyList<Diagram> All { get; } = [.. WorkflowFiles.All.SelectMany(definition => In(definition, definition.Root))];

    public string Where => $"{Workflow.DefinitionId}/{Chart["id"]}";

    public IEnumerable<(string Source, string Port, string Target)> Connections => Chart["connections"]!.AsArray().Select(connection => (
        connection!["source"]!["activity"]!.GetValue<string>(),
        connection["source"]!["port"]!.GetValue<string>(),
        connection["target"]!["activity"]!.GetValue<string>()));

    public DrawnActivity Find(string id) => Activities.Single(activity => activity.Id == id);

    private static ActivityCatalog CreateCatalog()
    {
        var catalog = new ActivityCatalog();
        foreach (var activity in DeliveryActivities.CreateAll())
        {
            catalog.Add(activity);
        }

        return catalog;
    }

    private static IEnumerable<Diagram> In(WorkflowDefinition workflow, JsonObject activity)
    {
        if (activity["activities"] is JsonArray)
        {
            yield return new Diagram(workflow, activity, [.. Children(activity).Select(child => Draw(workflow, child))]);
        }

        foreach (var diagram in Children(activity).Concat(Embedded(activity)).SelectMany(child => In(workflow, child)))
        {
            yield return diagram;
        }
    }

    private static IEnumerable<JsonObject> Children(JsonObject activity) =>
        (activity["activities"] as JsonArray ?? []).Select(child => child!.AsObject());

    private static IEnumerable<JsonObject> Embedded(JsonObject activity) =>
        activity.Select(member => member.Value).OfType<JsonObject>().Where(value => value.ContainsKey("type") && value.ContainsKey("id") && value.ContainsKey("nodeId"));

    private static DrawnActivity Draw(WorkflowDefinition workflow, JsonObject json)
    {
        var definitionId = json["workflowDefinitionId"]?.GetValue<string>();
        var nested = definitionId is null ? null : WorkflowFiles.All.SingleOrDefault(definition => definition.DefinitionId == definitionId);
        return new DrawnActivity(workflow, json, definitionId is null ? Catalog.Find(json["type"]!.GetValue<string>())?.Descriptor : null, nested);
    }
}
