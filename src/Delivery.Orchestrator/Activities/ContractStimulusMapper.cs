using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows.Runtime.Messages;

namespace Delivery.Orchestrator.Activities;

/// <summary>Tells the runtime what an order's events resume and start. Commands and other messages mean nothing to a workflow.</summary>
internal sealed class ContractStimulusMapper : IStimulusMapper
{
    /// <inheritdoc />
    public Stimulus? Map(IMessage message) => message is IOrderEvent @event ? Map(@event) : null;

    private static Stimulus Map(IOrderEvent @event)
    {
        var type = @event.GetType();
        var body = (JsonObject)JsonSerializer.SerializeToNode(@event, type, MessageJson.Options)!;
        return new Stimulus
        {
            Name = MessageTypes.NameOf(type),
            CorrelationId = @event.OrderId,
            BookmarkHashes = ContractStimuli.BookmarkHashes(@event, body),
            TriggerHashes = [ContractStimuli.TriggerHash(@event)],
            Input = body,
        };
    }
}
