using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Activities;

/// <summary>The activities that workflows of this house are drawn with.</summary>
internal static class DeliveryActivities
{
    /// <summary>One for each contract message, and the container that a message interrupts; the engine brings the rest.</summary>
    public static IReadOnlyList<Activity> CreateAll() => [.. ContractActivities.CreateAll(), new Interruptible(Interruptions)];

    /// <summary>What interrupts: an event of the order, or whatever an expectation expects.</summary>
    private static IReadOnlyList<BookmarkRequest> Interruptions(ActivityContext context)
    {
        var name = context.Input<string>("Message") ?? string.Empty;
        var type = MessageTypes.Find(name)
            ?? throw new ContractInputException($"\"{name}\" is no message that can interrupt: name one such as Orders.CancellationRequested.");
        var orderId = context.CorrelationId
            ?? throw new ContractInputException("An interruptible part needs an order: start the workflow by \"Order placed\".");
        if (type.IsAssignableTo(typeof(IOrderEvent)))
        {
            return [new BookmarkRequest(name, ContractPayload.OfOrder(orderId))];
        }

        var expected = Expected(type, name, context.Input("Match"));
        return
        [
            .. ContractPayload.AnswersOf(type).Select(answer =>
                new BookmarkRequest(MessageTypes.NameOf(answer), ContractPayload.OfExpectation(orderId, expected))),
        ];
    }

    private static List<(string Name, JsonNode? Value)> Expected(Type type, string name, JsonNode? match)
    {
        if (!type.IsAssignableTo(typeof(IExpectation)))
        {
            throw new ContractInputException($"\"{name}\" is a command: only an event or an expectation can interrupt.");
        }

        var values = match as JsonObject ?? (match is JsonValue text ? JsonNode.Parse(text.GetValue<string>()) as JsonObject : null);
        return [.. ContractMember.Of(type).Select(member => (member.Name, (JsonNode?)ContractValue.Convert(
            values?[member.Name] ?? values?[member.JsonName] ?? throw new ContractInputException(
                $"The values that \"{name}\" must have to interrupt lack {member.Name}."),
            member.Type,
            member.Input.DisplayName!,
            "Interruptible")))];
    }
}
