using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>
/// Asks the host to have a task done. Whoever has done it meets the bookmark <c>Elsa.RunTask</c> with payload <c>{"TaskId": id}</c>.
/// </summary>
/// <param name="TaskId">The task, unique over all instances.</param>
/// <param name="TaskName">What is to be done.</param>
/// <param name="Payload">What is needed for it.</param>
public sealed record RequestTask(string TaskId, string TaskName, JsonNode? Payload) : Effect;
