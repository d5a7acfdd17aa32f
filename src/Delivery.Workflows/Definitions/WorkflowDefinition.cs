using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Definitions;
using Delivery.Workflows.Values;

namespace Delivery.Workflows;

/// <summary>One version of a workflow, as Elsa 3 JSON. Whatever the document holds is kept, known or not.</summary>
public sealed class WorkflowDefinition
{
    private WorkflowDefinition(JsonObject document)
    {
        Document = document;
        DefinitionId = document.TextMember("definitionId") ?? "";
        Version = document.IntMember("version") ?? 1;
        Id = document.TextMember("id") ?? $"{DefinitionId}:{Version}";
        Name = document.TextMember("name");
        Description = document.TextMember("description");
        Inputs = DefinitionReader.Arguments(document, "inputs");
        Outputs = DefinitionReader.Arguments(document, "outputs");
        Outcomes = document.Member("outcomes") is JsonArray outcomes ? [.. outcomes.Where(JsonValues.IsText).Select(item => JsonValues.Text(item!))] : [];
        Variables = DefinitionReader.Variables(document, "Workflow1");
        CustomProperties = document.Member("customProperties") as JsonObject ?? [];
        WorkflowOptions = document.Member("options") as JsonObject ?? [];
        Root = document.Member("root") as JsonObject ?? new JsonObject { ["id"] = "Sequence1", ["type"] = "Elsa.Sequence", ["version"] = 1 };
    }

    /// <summary>The logical id that all versions share; empty when the document has none yet.</summary>
    public string DefinitionId { get; }

    /// <summary>The id of this version.</summary>
    public string Id { get; }

    /// <summary>The number of this version.</summary>
    public int Version { get; }

    /// <summary>For people.</summary>
    public string? Name { get; }

    /// <summary>For people.</summary>
    public string? Description { get; }

    /// <summary>What an instance is given.</summary>
    public IReadOnlyList<WorkflowArgument> Inputs { get; }

    /// <summary>What an instance gives.</summary>
    public IReadOnlyList<WorkflowArgument> Outputs { get; }

    /// <summary>Named exits when the workflow is used as an activity.</summary>
    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>The workflow's variables.</summary>
    public IReadOnlyList<WorkflowVariable> Variables { get; }

    /// <summary>The single root activity; an empty sequence when the document has none. Read it, never change it.</summary>
    public JsonObject Root { get; }

    /// <summary>Free-form. Read it, never change it.</summary>
    public JsonObject CustomProperties { get; }

    /// <summary>The document's <c>options</c>. Read it, never change it.</summary>
    public JsonObject WorkflowOptions { get; }

    /// <summary>The whole document. Read it, never change it.</summary>
    public JsonObject Document { get; }

    /// <summary>Reads a document.</summary>
    /// <exception cref="WorkflowDefinitionException">The text is not a workflow definition.</exception>
    public static WorkflowDefinition Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonValues.Parse(json) is JsonObject document
                ? new WorkflowDefinition(document)
                : throw new WorkflowDefinitionException("A workflow definition is a JSON object.");
        }
        catch (JsonException e)
        {
            throw new WorkflowDefinitionException($"The workflow definition is not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>Takes a copy of a document that was read already.</summary>
    public static WorkflowDefinition From(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new WorkflowDefinition((JsonObject)document.DeepClone());
    }

    /// <summary>The document, nothing lost, with stable formatting (two spaces, line feeds, text not escaped beyond need).</summary>
    public string ToJson() => Document.ToJsonString(JsonValues.Indented);
}
