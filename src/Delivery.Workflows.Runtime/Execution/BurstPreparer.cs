using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>Brings a burst into the form in which it is stored, so that what is wrong with it shows before a transaction is open.</summary>
internal sealed class BurstPreparer(IntentHandlers handlers, ILogger<BurstPreparer> logger)
{
    public PreparedBurst Prepare(BurstRequest request, Burst burst, System.Diagnostics.Activity? span)
    {
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
            Told = [.. burst.Effects.OfType<TellParent>()],
            Intents = Intents(request, burst),
            Replies = [.. burst.Effects.OfType<HttpReply>()],
            Span = span,
        };
        prepared.MakeReady();
        return prepared;
    }

    private List<PreparedIntent> Intents(BurstRequest request, Burst burst)
    {
        var (state, intents) = (burst.State, new List<PreparedIntent>());
        foreach (var effect in burst.Effects)
        {
            if (effect is Intent intent)
            {
                intents.Add(ToPrepared(NextId(), intent, state.Id));
            }
            else if (effect is RequestTask task && handlers.Knows(WorkflowTasks.StimulusName)
                && state.Bookmarks.FirstOrDefault(bookmark => bookmark.ActivityInstanceId == task.TaskId) is { } bookmark)
            {
                intents.Add(TaskHandOut.Prepare(NextId(), task, bookmark));
            }
        }

        // Before the undos are done: those of the children are theirs.
        if (request.Cancels && burst.Applied && state.StartsChildren)
        {
            intents.Add(new PreparedIntent(NextId(), BookmarkId: null, ChildCanceller.IntentKind, "{}"));
        }

        return intents;

        string NextId() => $"{state.Id}:{request.BaseRevision + 1}:{intents.Count}";
    }

    private PreparedIntent ToPrepared(string id, Intent intent, string instanceId) => handlers.Knows(intent.Kind)
        ? new PreparedIntent(id, intent.BookmarkId, intent.Kind, intent.Payload.ToJsonString())
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
