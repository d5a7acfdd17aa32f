using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>A new instance.</summary>
public sealed record StartInstance
{
    /// <summary>Its id: every other id and the random seed derive from it.</summary>
    public required string InstanceId { get; init; }

    /// <summary>What it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>Workflow inputs by name.</summary>
    public JsonObject? Input { get; init; }

    /// <summary>
    /// Initial values of variables by name, instead of their defaults. <c>definitionId.Name</c> addresses a variable of a sub-workflow.
    /// A name that the workflow does not declare becomes a variable of its own.
    /// </summary>
    public JsonObject? Variables { get; init; }

    /// <summary>
    /// Properties of the instance. <c>Flowchart:ExecutionMode</c> (<c>TokenBased</c> or <c>CounterBased</c>) says how its flowcharts run.
    /// </summary>
    public JsonObject? Properties { get; init; }

    /// <summary>The instance that starts it; null when no workflow does.</summary>
    public ParentLink? Parent { get; init; }

    /// <summary>The activity whose stimulus starts it (<see cref="Trigger.ActivityId"/>).</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>What that stimulus brings: the message, the event's payload.</summary>
    public JsonNode? TriggerInput { get; init; }
}
