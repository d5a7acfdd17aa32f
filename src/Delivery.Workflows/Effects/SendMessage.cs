using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>Sends a contract message.</summary>
/// <param name="MessageType">The message type's name.</param>
/// <param name="Body">The message.</param>
public sealed record SendMessage(string MessageType, JsonObject Body) : Effect;
