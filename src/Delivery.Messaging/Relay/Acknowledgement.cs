namespace Delivery.Messaging.Relay;

/// <summary>In memory: what became of a message that was sent to an endpoint.</summary>
/// <param name="Sequence">Its outbox row.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="IsDone">True after the endpoint's commit; false when it could not take the message, which is then sent again.</param>
internal readonly record struct Acknowledgement(long Sequence, string Endpoint, bool IsDone);
