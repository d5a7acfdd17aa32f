using System.Collections.Concurrent;
using Delivery.Messaging.Bus;

namespace Delivery.Messaging.Relay;

/// <summary>In memory: brings acknowledgements from the endpoints back to the relays of the modules that sent.</summary>
internal sealed class Acknowledgements
{
    private readonly ConcurrentDictionary<string, Action<Acknowledgement>> _relays = new(StringComparer.Ordinal);

    public void Register(string module, Action<Acknowledgement> relay) => _relays[module] = relay;

    public void Acknowledge(string endpoint, Envelope envelope) => Tell(envelope, new Acknowledgement(envelope.Sequence, endpoint, IsDone: true));

    public void Release(string endpoint, Envelope envelope) => Tell(envelope, new Acknowledgement(envelope.Sequence, endpoint, IsDone: false));

    private void Tell(Envelope envelope, Acknowledgement acknowledgement)
    {
        if (envelope.Origin is { } origin && _relays.TryGetValue(origin, out var relay))
        {
            relay(acknowledgement);
        }
    }
}
