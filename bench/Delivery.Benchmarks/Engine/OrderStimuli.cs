using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Messages;

namespace Delivery.Benchmarks.Engine;

/// <summary>An order's events start and resume by name and order.</summary>
internal sealed class OrderStimuli : IStimulusMapper
{
    public Stimulus? Map(IMessage message)
    {
        if (message is not IOrderEvent order)
        {
            return null;
        }

        var name = MessageTypes.NameOf(message.GetType());
        return new Stimulus
        {
            Name = name,
            CorrelationId = order.OrderId,
            BookmarkHashes = [StimulusHash.Compute(name, new JsonObject { ["OrderId"] = order.OrderId })],
            TriggerHashes = [StimulusHash.Compute(name)],
            Input = JsonSerializer.SerializeToNode(message, message.GetType(), MessageJson.Options),
        };
    }
}
