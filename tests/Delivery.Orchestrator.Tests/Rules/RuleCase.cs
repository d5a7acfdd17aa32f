using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Tests.Rules;

/// <summary>A rule of orders as a file: a definition that it finds something in, and a neighbour in which it finds nothing.</summary>
internal sealed record RuleCase
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>What is wanted, in a sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>The name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>An Elsa 3 document with a mistake.</summary>
    public required JsonObject Wrong { get; init; }

    /// <summary>What is found in it.</summary>
    public required IReadOnlyList<ExpectedFinding> Finds { get; init; }

    /// <summary>A document that differs from it in the mistake alone.</summary>
    public required JsonObject Right { get; init; }

    /// <summary>Documents that both use as activities, found by definition id.</summary>
    public IReadOnlyList<JsonObject> Workflows { get; init; } = [];

    public static RuleCase Parse(string json) => JsonSerializer.Deserialize<RuleCase>(json, Options)!;

    public WorkflowBundle Bundle(JsonObject document) => WorkflowBundle.Create(
        WorkflowDefinition.From(document),
        reference => Workflows.Select(WorkflowDefinition.From).SingleOrDefault(workflow => workflow.DefinitionId == reference.DefinitionId));
}
