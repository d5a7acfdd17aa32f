using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Design;

/// <summary>Writes nodes of a graph as documents. What a document holds beyond what is known stays as it is.</summary>
internal sealed class ActivityDocuments(Func<string, WorkflowDefinition?> published, bool withCompositeRoots)
{
    public JsonObject Of(Node node)
    {
        if (node.Activity is WorkflowActivity)
        {
            return WorkflowDocument(node);
        }

        if (node.Activity is NotFoundActivity)
        {
            return NotFoundDocument(node);
        }

        var children = Children(node);
        var document = new JsonObject();
        foreach (var (name, value) in node.Json)
        {
            document[name] = Copy(value, children);
        }

        Identify(document, node);
        document["version"] = node.Descriptor.Version;
        if (node.Activity is WorkflowAsActivity composite)
        {
            Complete(document, node, composite.Definition);
        }

        return document;
    }

    private JsonObject WorkflowDocument(Node node)
    {
        var definition = node.Workflow.Definition;
        var source = definition.Document;
        var document = new JsonObject
        {
            ["identity"] = new JsonObject { ["definitionId"] = definition.DefinitionId, ["version"] = definition.Version, ["id"] = definition.Id },
            ["inputs"] = source["inputs"]?.DeepClone() ?? new JsonArray(),
            ["outputs"] = source["outputs"]?.DeepClone() ?? new JsonArray(),
            ["outcomes"] = source["outcomes"]?.DeepClone() ?? new JsonArray(),
            ["variables"] = source["variables"]?.DeepClone() ?? new JsonArray(),
            ["workflowMetadata"] = new JsonObject
            {
                ["name"] = definition.Name,
                ["description"] = definition.Description,
                ["createdAt"] = source["createdAt"]?.DeepClone(),
                ["toolVersion"] = source["toolVersion"]?.DeepClone(),
            },
            ["options"] = definition.WorkflowOptions.DeepClone(),
            ["isReadonly"] = definition.Document.BoolMember("isReadonly") ?? false,
            ["isSystem"] = definition.Document.BoolMember("isSystem") ?? false,
            ["root"] = Of(node.Ports[WorkflowActivity.RootPort]),
            ["type"] = "Elsa.Workflow",
            ["version"] = 1,
        };
        Identify(document, node);
        return document;
    }

    /// <summary>Elsa's stand-in for a type that is not there, with the original inside, so that saving it loses nothing.</summary>
    private static JsonObject NotFoundDocument(Node node)
    {
        var document = node.Type == NotFoundActivity.Type
            ? node.Json.DeepClone().AsObject()
            : new JsonObject
            {
                ["missingTypeName"] = node.Type,
                ["missingTypeVersion"] = node.Json.IntMember("version") ?? 1,
                ["originalActivityJson"] = node.Json.ToJsonString(JsonValues.Options),
                ["metadata"] = node.Json["metadata"]?.DeepClone(),
            };
        document["type"] = NotFoundActivity.Type;
        document["version"] = 1;
        Identify(document, node);
        return document;
    }

    private static void Identify(JsonObject document, Node node)
    {
        document["id"] = node.Id;
        document["nodeId"] = node.NodeId;
        document["name"] = node.Name;
        document["customProperties"] ??= new JsonObject();
        document["metadata"] ??= new JsonObject();
    }

    /// <summary>The members by which a designer knows a workflow that is used as an activity, and whether it is up to date.</summary>
    private void Complete(JsonObject document, Node node, WorkflowDefinition used)
    {
        var latest = published(used.DefinitionId) ?? used;
        document["workflowDefinitionId"] = used.DefinitionId;
        document["workflowDefinitionVersionId"] = used.Id;
        document["latestAvailablePublishedVersion"] = latest.Version;
        document["latestAvailablePublishedVersionId"] = latest.Id;
        if (withCompositeRoots)
        {
            document["root"] = Of(node.Ports[WorkflowActivity.RootPort]);
        }
    }

    private static Dictionary<JsonObject, Node> Children(Node node)
    {
        var children = new Dictionary<JsonObject, Node>(ReferenceEqualityComparer.Instance);
        var ports = node.Activity is WorkflowAsActivity ? [] : node.Ports.Values;
        foreach (var child in node.Activities.Concat(ports).Concat(node.Parts.OfType<Node>()))
        {
            children[child.Document] = child;
        }

        return children;
    }

    private JsonNode? Copy(JsonNode? value, Dictionary<JsonObject, Node> children) => value switch
    {
        JsonObject json when children.TryGetValue(json, out var child) => Of(child),
        JsonObject json => new JsonObject(json.Select(member => KeyValuePair.Create(member.Key, Copy(member.Value, children)))),
        JsonArray items => new JsonArray([.. items.Select(item => Copy(item, children))]),
        _ => value?.DeepClone(),
    };
}
