using System.Collections.Frozen;

namespace Delivery.Messaging.Bus;

/// <summary>In memory: which endpoints of this process a message is for.</summary>
internal sealed class EndpointDirectory(IEnumerable<ModuleEndpoint> endpoints)
{
    private readonly FrozenDictionary<string, string[]> _subscribers = endpoints
        .SelectMany(endpoint => endpoint.MessageTypes, (endpoint, type) => (endpoint.Name, Type: MessageTypes.NameOf(type)))
        .GroupBy(pair => pair.Type, pair => pair.Name)
        .ToFrozenDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).ToArray());

    /// <summary>The queue of a command; the subscribers of an event, of which there may be none.</summary>
    public IReadOnlyList<string> Resolve(string messageType, string? queue) =>
        queue is not null ? [queue] : _subscribers.GetValueOrDefault(messageType, []);
}
