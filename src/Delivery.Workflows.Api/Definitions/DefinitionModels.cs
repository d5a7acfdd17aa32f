using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Search;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Definitions as the Studio edits them: the stored document, with the row's facts, links, and every activity with its path.</summary>
internal sealed class DefinitionModels(DefinitionSearch definitions, ActivityCatalog catalog)
{
    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];

    public async Task<WorkflowGraph> ReadGraphAsync(DefinitionVersion version, CancellationToken cancellationToken) =>
        GraphOf((await definitions.ReadFamiliesAsync([version], cancellationToken))[0]);

    /// <param name="version">The version.</param>
    /// <param name="mayEdit">Whether the caller may change it.</param>
    /// <param name="withCompositeRoots">Whether workflows used as activities show what is inside.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="session">The opening of the editor that goes on; null for a new one.</param>
    public async Task<JsonObject> OfAsync(
        DefinitionVersion version, bool mayEdit, bool withCompositeRoots, CancellationToken cancellationToken, string? session = null)
    {
        var family = (await definitions.ReadFamiliesAsync([version], cancellationToken))[0];
        return Of(version, family, mayEdit, withCompositeRoots, session);
    }

    /// <summary>Several at once, without what is inside workflows used as activities.</summary>
    public async Task<IReadOnlyList<JsonObject>> OfAsync(IReadOnlyList<DefinitionVersion> versions, bool mayEdit, CancellationToken cancellationToken)
    {
        var families = await definitions.ReadFamiliesAsync(versions, cancellationToken);
        return [.. versions.Zip(families, (version, family) => Of(version, family, mayEdit, withCompositeRoots: false, session: null))];
    }

    private WorkflowGraph GraphOf(DefinitionFamily family) => WorkflowGraph.Create(family.Bundle, catalog, family.FindPublished);

    private JsonObject Of(DefinitionVersion version, DefinitionFamily family, bool mayEdit, bool withCompositeRoots, string? session)
    {
        var graph = GraphOf(family);
        var root = graph.Nodes.Skip(1).First();
        var model = Of(version, mayEdit, graph.ToJson(root, withCompositeRoots));
        DefinitionBookkeeping.Remove(model);
        if (mayEdit)
        {
            new EditingMark(version.Id, version.Revision, session ?? DefinitionEditor.NewId()).Put(model);
        }

        return model;
    }

    private static JsonObject Of(DefinitionVersion version, bool mayEdit, JsonObject root)
    {
        var source = WorkflowDefinition.Parse(version.Source).Document;
        var isReadonly = source["isReadonly"]?.GetValueKind() == JsonValueKind.True;
        var model = new JsonObject
        {
            ["links"] = JsonSerializer.SerializeToNode(DefinitionLinks.Of(version.DefinitionId, mayEdit && !isReadonly), ElsaJson.Options),
        };
        foreach (var (name, value) in source)
        {
            if (name is not "$schema" && value is not null)
            {
                model[name] = value.DeepClone();
            }
        }

        foreach (var list in Lists)
        {
            if (model[list] is not JsonArray)
            {
                model[list] = new JsonArray();
            }
        }

        foreach (var item in Lists[..3].SelectMany(list => model[list]!.AsArray()).OfType<JsonObject>())
        {
            item["isArray"] ??= false;
        }

        var options = model["options"] as JsonObject ?? [];
        options["autoUpdateConsumingWorkflows"] ??= false;
        model["options"] = options.Parent is null ? options : model["options"];
        model["customProperties"] ??= new JsonObject();
        model["id"] = version.Id;
        model["definitionId"] = version.DefinitionId;
        model["version"] = version.Version;
        model["createdAt"] = version.CreatedAt;
        model["isReadonly"] = isReadonly;
        model["isSystem"] = source["isSystem"]?.GetValueKind() == JsonValueKind.True;
        model["isLatest"] = version.IsLatest;
        model["isPublished"] = version.IsPublished;
        model["root"] = root;
        return model;
    }
}
