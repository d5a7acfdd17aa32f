using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>Publishes a workflow event: stimulus <c>Elsa.Event</c> with payload <c>{"EventName": name}</c>.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="CorrelationId">Limits it to instances with this correlation id.</param>
/// <param name="Local">Limits it to the instance that publishes it.</param>
/// <param name="Payload">What it carries: the input of the resumptions it causes.</param>
public sealed record PublishWorkflowEvent(string Name, string? CorrelationId, bool Local, JsonNode? Payload) : Effect;
