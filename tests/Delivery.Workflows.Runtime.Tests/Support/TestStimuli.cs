using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows.Runtime.Messages;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>What order events mean to the test activities.</summary>
internal sealed class TestStimuli : IStimulusMapper
{
    public Stimulus? Map(IMessage message)
    {
        if (message is not IOrderEvent order)
        {
            return null;
        }

        var name = MessageTypes.NameOf(message.GetType());
        var ofOrder = StimulusHash.Compute(name, new JsonObject { ["OrderId"] = order.OrderId });
        return new Stimulus
        {
            Name = name,
            CorrelationId = order.OrderId,
            BookmarkHashes = order.RequestId is { } requestId
                ? [StimulusHash.Compute(name, Question(order.OrderId, requestId)), ofOrder]
                : [ofOrder],
            TriggerHashes = [StimulusHash.Compute(name)],
            Input = JsonSerializer.SerializeToNode(message, message.GetType(), MessageJson.Options),
        };
    }

    public static JsonObject Question(string orderId, string requestId) => new() { ["OrderId"] = orderId, ["RequestId"] = requestId };
}
