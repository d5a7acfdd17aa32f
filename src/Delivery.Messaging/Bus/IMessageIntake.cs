namespace Delivery.Messaging.Bus;

/// <summary>
/// Takes messages of an endpoint as they come and commits them in its own way: for the workflow runtime, which computes first and commits then.
/// It must mark the message as handled in the transaction that holds its effects.
/// </summary>
public interface IMessageIntake
{
    /// <summary>Returns after the commit; an exception means that nothing was committed.</summary>
    Task TakeAsync(ReceivedMessage message, CancellationToken cancellationToken);
}
