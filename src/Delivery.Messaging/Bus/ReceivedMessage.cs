using Delivery.Contracts;

namespace Delivery.Messaging.Bus;

/// <summary>A message as it reached an endpoint.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="MessageId">Its identity: equal for every delivery of the same message.</param>
/// <param name="Body">The message.</param>
public sealed record ReceivedMessage(string Endpoint, Guid MessageId, IMessage Body);
