using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>One version of a workflow, as Elsa 3 JSON. Whatever the document holds is kept, known or not.</summary>
public sealed class WorkflowDefinition
{
    private WorkflowDefinition()
    {
    }

    /// <summary>The logical id that all versions share.</summary>
    public string DefinitionId => throw new NotImplementedException();

    /// <summary>The id of this version.</summary>
    public string Id => throw new NotImplementedException();

    /// <summary>The number of this version.</summary>
    public int Version => throw new NotImplementedException();

    /// <summary>For people.</summary>
    public string? Name => throw new NotImplementedException();

    /// <summary>For people.</summary>
    public string? Description => throw new NotImplementedException();

    /// <summary>What an instance is given.</summary>
    public IReadOnlyList<WorkflowArgument> Inputs => throw new NotImplementedException();

    /// <summary>What an instance gives.</summary>
    public IReadOnlyList<WorkflowArgument> Outputs => throw new NotImplementedException();

    /// <summary>Named exits when the workflow is used as an activity.</summary>
    public IReadOnlyList<string> Outcomes => throw new NotImplementedException();

    /// <summary>The workflow's variables.</summary>
    public IReadOnlyList<WorkflowVariable> Variables => throw new NotImplementedException();

    /// <summary>The single root activity. Read it, never change it.</summary>
    public JsonObject Root => throw new NotImplementedException();

    /// <summary>Free-form. Read it, never change it.</summary>
    public JsonObject CustomProperties => throw new NotImplementedException();

    /// <summary>Options. Read it, never change it.</summary>
    public JsonObject WorkflowOptions => throw new NotImplementedException();

    /// <summary>The whole document. Read it, never change it.</summary>
    public JsonObject Document => throw new NotImplementedException();

    /// <summary>Reads a document.</summary>
    /// <exception cref="WorkflowDefinitionException">The text is not a workflow definition.</exception>
    public static WorkflowDefinition Parse(string json) => throw new NotImplementedException();

    /// <summary>The document, nothing lost, with stable formatting.</summary>
    public string ToJson() => throw new NotImplementedException();
}
