using System.Text.Json;

namespace Delivery.Simulator.Api.Wire;

internal sealed record DeadLetter(string Id, string MessageType, string Reason, JsonElement? Body);
