namespace Delivery.Messaging.Bus;

/// <summary>What is known of a module's endpoint, whichever process hosts it.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="MessageTypes">What it listens to, as in <see cref="Messaging.MessageTypes"/>.</param>
internal sealed record EndpointDescription(string Name, IReadOnlyList<string> MessageTypes);
