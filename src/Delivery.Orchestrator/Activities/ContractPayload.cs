using System.Reflection;
using System.Text.Json.Nodes;
using Delivery.Contracts;

namespace Delivery.Orchestrator.Activities;

/// <summary>What a bookmark and a message have in common: both sides make it here, so that their hashes meet.</summary>
internal static class ContractPayload
{
    /// <summary>Any event of that type of the order.</summary>
    public static JsonObject OfOrder(string orderId) => new() { [nameof(IOrderEvent.OrderId)] = orderId };

    /// <summary>The answer to one request.</summary>
    public static JsonObject OfAnswer(string orderId, string requestId)
    {
        var payload = OfOrder(orderId);
        payload[nameof(IOrderEvent.RequestId)] = requestId;
        return payload;
    }

    /// <summary>An event whose members have the expected values.</summary>
    public static JsonObject OfExpectation(string orderId, IEnumerable<(string Name, JsonNode? Value)> values)
    {
        var payload = OfOrder(orderId);
        foreach (var (name, value) in values)
        {
            payload[name] = value?.DeepClone();
        }

        return payload;
    }

    /// <summary>The members of an expectation that an event must equal, beside the order.</summary>
    public static IReadOnlyList<string> ExpectedMembersOf(Type expectation) =>
        [.. expectation.GetProperties().Select(property => property.Name).Where(name => name != nameof(IOrderMessage.OrderId))];

    /// <summary>The events that answer a command or fulfil an expectation.</summary>
    public static IReadOnlyList<Type> AnswersOf(Type message) => message.GetCustomAttribute<AnsweredByAttribute>()?.Events ?? [];
}
