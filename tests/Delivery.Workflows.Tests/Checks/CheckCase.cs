using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Delivery.Workflows.Tests.Checks;

/// <summary>A check as a file: a definition that it finds something in, and a neighbour in which nothing is found.</summary>
internal sealed record CheckCase
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What is checked, in a sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>How flowcharts run.</summary>
    public FlowchartMode Mode { get; init; }

    /// <summary>An Elsa 3 document with a mistake.</summary>
    public required JsonObject Wrong { get; init; }

    /// <summary>What is found in it, in order.</summary>
    public required IReadOnlyList<ExpectedFinding> Finds { get; init; }

    /// <summary>A document that differs from it in the mistake alone.</summary>
    public required JsonObject Right { get; init; }

    /// <summary>Documents that both use as activities, found by definition id.</summary>
    public IReadOnlyList<JsonObject> Workflows { get; init; } = [];

    public static CheckCase Parse(string json) => JsonSerializer.Deserialize<CheckCase>(json, Options)!;

    public WorkflowBundle Bundle(JsonObject document) => WorkflowBundle.Create(
        WorkflowDefinition.From(document),
        reference => Workflows.Select(WorkflowDefinition.From).SingleOrDefault(workflow => workflow.DefinitionId == reference.DefinitionId));
}
