using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging.Outbox;

namespace Delivery.Messaging.Persistence;

/// <summary>A transaction under way: the database, and the messages that leave with its commit.</summary>
public sealed class ModuleTransaction<TContext>
    where TContext : ModuleDbContext
{
    private List<Action>? _committed;

    internal ModuleTransaction(TContext db, DateTimeOffset now)
    {
        Db = db;
        Now = now;
    }

    /// <summary>The module's tables.</summary>
    public TContext Db { get; }

    /// <summary>When the transaction began: the one instant that everything in it bears.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Sends the command to its module's queue when the transaction commits.</summary>
    public void Send(ICommand command)
    {
        var queue = command.GetType().GetCustomAttribute<HandledByAttribute>()?.Module
            ?? throw new InvalidOperationException($"{command.GetType().Name} has no [HandledBy].");
        Add(command, queue);
    }

    /// <summary>Publishes the event to everyone who listens when the transaction commits.</summary>
    public void Publish(IEvent @event) => Add(@event, queue: null);

    /// <summary>
    /// Runs <paramref name="action"/> right after the commit, and never when there is none: to wake something in this process sooner than
    /// it would look by itself. Nothing may rely on it, because the process can die in between.
    /// </summary>
    public void OnCommitted(Action action) => (_committed ??= []).Add(action);

    internal void Committed() => _committed?.ForEach(action => action());

    private void Add(IMessage message, string? queue) =>
        Db.Outbox.Add(new OutboxMessage
        {
            MessageId = Guid.CreateVersion7(Now),
            MessageType = MessageTypes.NameOf(message.GetType()),
            Queue = queue,
            Body = JsonSerializer.Serialize(message, message.GetType(), MessageJson.Options),
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
            CreatedAt = Now,
        });
}
