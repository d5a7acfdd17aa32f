using System.Text.Json.Nodes;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>How the instance starts.</summary>
internal sealed record StartStep
{
    public JsonObject? Input { get; init; }

    public JsonObject? Variables { get; init; }

    public JsonObject? Properties { get; init; }

    /// <summary>The instance that starts it.</summary>
    public ParentLink? Parent { get; init; }

    /// <summary>The activity whose stimulus starts it.</summary>
    public string? Trigger { get; init; }

    public JsonNode? TriggerInput { get; init; }

    public required Expectation Expect { get; init; }

    public StartInstance ToStart() => new()
    {
        InstanceId = "i1",
        CorrelationId = "c1",
        Input = Input,
        Variables = Variables,
        Properties = Properties,
        Parent = Parent,
        TriggerActivityId = Trigger,
        TriggerInput = TriggerInput,
    };
}
