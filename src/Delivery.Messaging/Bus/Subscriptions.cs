using Delivery.Messaging.Persistence;

namespace Delivery.Messaging.Bus;

/// <summary>What a module listens to.</summary>
internal sealed class Subscriptions<TContext>
    where TContext : ModuleDbContext
{
    private readonly Dictionary<Type, MessageProcessor<TContext>> _processors = [];

    public IReadOnlyCollection<Type> MessageTypes => _processors.Keys;

    public MessageProcessor<TContext>? Find(Type messageType) => _processors.GetValueOrDefault(messageType);

    /// <summary>Several handlers share one processor; anything else on the same kind of message would compete for its one inbox record.</summary>
    public void Add<TProcessor>(Type messageType)
        where TProcessor : MessageProcessor<TContext>, new()
    {
        if (!_processors.TryGetValue(messageType, out var known))
        {
            _processors.Add(messageType, new TProcessor());
        }
        else if (known is not TProcessor)
        {
            throw new InvalidOperationException($"{messageType.Name} is both handled and taken by the same module.");
        }
    }
}
