using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Delivery.Contracts;

namespace Delivery.Messaging.Outbox;

/// <summary>A message as the outbox stores it, made before a transaction is open: what is wrong with it shows then.</summary>
public sealed class OutgoingMessage
{
    private static readonly ConcurrentDictionary<Type, string> Queues = new();

    private OutgoingMessage(IMessage message, string? queue, Activity? span)
    {
        MessageType = MessageTypes.NameOf(message.GetType());
        Queue = queue;
        Body = JsonSerializer.Serialize(message, message.GetType(), MessageJson.Options);
        TraceParent = span?.Id;
        TraceState = span?.TraceStateString;
    }

    internal string MessageType { get; }

    internal string? Queue { get; }

    internal string Body { get; }

    internal string? TraceParent { get; }

    internal string? TraceState { get; }

    /// <summary>A command for its module's queue.</summary>
    /// <param name="command">The command.</param>
    /// <param name="span">Whose trace it continues.</param>
    public static OutgoingMessage Command(ICommand command, Activity? span)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new OutgoingMessage(command, Queues.GetOrAdd(command.GetType(), FindQueue), span);
    }

    /// <summary>An event for everyone who listens.</summary>
    /// <param name="message">The event.</param>
    /// <param name="span">Whose trace it continues.</param>
    public static OutgoingMessage Event(IEvent message, Activity? span)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new OutgoingMessage(message, queue: null, span);
    }

    internal OutboxMessage ToRow(DateTimeOffset now) => new()
    {
        MessageId = Guid.CreateVersion7(now),
        MessageType = MessageType,
        Queue = Queue,
        Body = Body,
        TraceParent = TraceParent,
        TraceState = TraceState,
        CreatedAt = now,
    };

    private static string FindQueue(Type command) =>
        command.GetCustomAttribute<HandledByAttribute>()?.Module ?? throw new InvalidOperationException($"{command.Name} has no [HandledBy].");
}
