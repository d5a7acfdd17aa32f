using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Bus;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Takes the messages of the runtime's endpoint.</summary>
internal sealed class WorkflowIntake(IStimulusMapper mapper, StimulusDelivery delivery) : IMessageIntake
{
    private static readonly ConcurrentDictionary<Type, TimeSpan?> KeptFor = new();

    public Task TakeAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        var stimulus = mapper.Map(message.Body) ?? new Stimulus { Name = MessageTypes.NameOf(message.Body.GetType()) };
        return delivery.DeliverAsync(
            new Incoming
            {
                Key = message.MessageId.ToString("D", CultureInfo.InvariantCulture),
                Name = stimulus.Name,
                CorrelationId = stimulus.CorrelationId,
                BookmarkHashes = stimulus.BookmarkHashes,
                TriggerHashes = stimulus.TriggerHashes,
                Input = stimulus.Input,
                KeptFor = KeptFor.GetOrAdd(
                    message.Body.GetType(), static type => type.GetCustomAttribute<KeptForAttribute>()?.Duration),
                Message = message,
            },
            cancellationToken);
    }
}
