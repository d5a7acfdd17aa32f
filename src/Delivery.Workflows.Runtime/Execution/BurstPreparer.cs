using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Intents;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>Brings a burst into the form in which it is stored, so that what is wrong with it shows before a transaction is open.</summary>
internal sealed class BurstPreparer(IntentHandlers handlers, ILogger<BurstPreparer> logger)
{
    public PreparedBurst Prepare(BurstRequest request, Burst burst, System.Diagnostics.Activity? span)
    {
        // An effect that nobody carries out must not be dropped: the instance would wait for its result for ever.
        if (burst.Effects.OfType<RequestTask>().FirstOrDefault() is { } task)
        {
            throw new InvalidOperationException($"Instance {burst.State.Id} asks for the task '{task.TaskName}', and this host has nobody to give tasks to.");
        }

        foreach (var line in burst.Effects.OfType<WriteLine>())
        {
            Log.LineWritten(logger, burst.State.Id, line.Text);
        }

        var prepared = new PreparedBurst
        {
            Burst = burst,
            BaseRevision = request.BaseRevision,
            BaseCorrelationId = request.BaseCorrelationId,
            Activation = request.Activation,
            State = burst.State.Serialize(),
            Messages = [.. burst.Effects.OfType<SendMessage>().Select(effect => Read(effect, burst.State.Id))],
            Events = [.. burst.Effects.OfType<PublishWorkflowEvent>()],
            Intents = [.. burst.Effects.OfType<Intent>().Select((intent, index) => ToPrepared(intent, request, burst.State.Id, index))],
            Replies = [.. burst.Effects.OfType<HttpReply>()],
            Span = span,
        };
        prepared.MakeReady();
        return prepared;
    }

    private PreparedIntent ToPrepared(Intent intent, BurstRequest request, string instanceId, int index) => handlers.Knows(intent.Kind)
        ? new PreparedIntent($"{instanceId}:{request.BaseRevision + 1}:{index}", intent.BookmarkId, intent.Kind, intent.Payload.ToJsonString())
        : throw new InvalidOperationException($"Instance {instanceId} intends '{intent.Kind}', and this host has nobody who does such things.");

    private static IMessage Read(SendMessage effect, string instanceId)
    {
        var type = MessageTypes.Find(effect.MessageType)
            ?? throw new InvalidOperationException($"Instance {instanceId} sends {effect.MessageType}, which no contract knows.");
        return effect.Body.Deserialize(type, MessageJson.Options) switch
        {
            IOrderMessage { OrderId: null or "" } =>
                throw new InvalidOperationException($"Instance {instanceId} sends {effect.MessageType} without an order id."),
            ICommand command => command,
            IEvent @event => @event,
            _ => throw new InvalidOperationException($"Instance {instanceId} sends {effect.MessageType}, which is neither a command nor an event."),
        };
    }
}
