namespace Delivery.Messaging.Bus;

/// <summary>A module's end of the bus: one queue, whatever the kinds of messages in it.</summary>
internal abstract class ModuleEndpoint(string name)
{
    /// <summary>The module's name.</summary>
    public string Name { get; } = name;

    /// <summary>What the module listens to.</summary>
    public abstract IReadOnlyCollection<Type> MessageTypes { get; }

    /// <summary>Returns when the message is done with for good: handled, known as handled, or a dead letter. Until then it is not acknowledged.</summary>
    public abstract Task ReceiveAsync(Envelope envelope, CancellationToken cancellationToken);

    /// <summary>Makes a dead letter of something that is not even an envelope, or that the broker has given up.</summary>
    public abstract Task RejectAsync(UndeliverableMessage message, CancellationToken cancellationToken);
}
