using Delivery.Contracts;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>Carries messages to the runtime, in any order and more than once, until each is acknowledged.</summary>
internal sealed class Bus
{
    /// <summary>Everything that was ever sent.</summary>
    public Dictionary<Guid, IOrderEvent> Sent { get; } = [];

    public List<Guid> Waiting { get; } = [];

    public void Send(Guid id, IOrderEvent message, int copies)
    {
        Sent[id] = message;
        Waiting.AddRange(Enumerable.Repeat(id, copies));
    }

    public (Guid Id, IOrderEvent Message) Take(int index)
    {
        var id = Waiting[index];
        Waiting.RemoveAt(index);
        return (id, Sent[id]);
    }

    public void Return(Guid id) => Waiting.Add(id);
}
