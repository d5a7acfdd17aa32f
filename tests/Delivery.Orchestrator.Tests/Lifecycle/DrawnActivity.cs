using System.Text.Json.Nodes;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>A box of a diagram with what its type says about it.</summary>
internal sealed record DrawnActivity(WorkflowDefinition Workflow, JsonObject Json, ActivityDescriptor? Descriptor, WorkflowDefinition? Nested)
{
    /// <summary>Members that every box may have.</summary>
    private static readonly string[] CommonMembers =
        ["id", "nodeId", "name", "type", "version", "customProperties", "metadata", "workflowDefinitionId", "activities", "connections", "variables"];

    public string Id => Text("id");

    public string Type => Text("type");

    public string Where => $"{Workflow.DefinitionId}/{Id} ({Type})";

    public bool IsTerminal => Descriptor?.IsTerminal == true;

    /// <summary>The outcomes by which it can be left.</summary>
    public IReadOnlyList<string> Outcomes => Nested is not null ? Nested.Outcomes
        : Descriptor!.Ports.Where(port => port.Kind == PortKind.Flow).Select(port => port.Name).ToList() is { Count: > 0 } ports ? ports
        : ["Done"];

    public IEnumerable<string> Inputs => (Nested is not null ? Nested.Inputs.Select(input => input.Name) : Descriptor!.Inputs.Select(input => input.Name)).Select(Member);

    /// <summary>Inputs whose value is written as it is, without an expression.</summary>
    public IEnumerable<string> PlainInputs => (Descriptor?.Inputs ?? []).Where(input => !input.IsWrapped).Select(input => Member(input.Name));

    public IEnumerable<string> Outputs => (Nested is not null ? Nested.Outputs.Select(output => output.Name) : Descriptor!.Outputs.Select(output => output.Name)).Select(Member);

    public IEnumerable<string> Embedded => (Descriptor?.Ports ?? []).Where(port => port.Kind == PortKind.Embedded).Select(port => Member(port.Name));

    /// <summary>The members that only its type explains.</summary>
    public IEnumerable<string> OwnMembers => Json.Select(member => member.Key).Except(CommonMembers);

    private static string Member(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private string Text(string member) => Json[member]!.GetValue<string>();
}
