using System.Reflection;
using Delivery.Contracts;
using Delivery.Messaging.Bus;
using Delivery.Status.Data;

namespace Delivery.Status.Projection;

/// <summary>Subscribes to every event about an order: one that is added to the contracts is in the log from its first day.</summary>
internal static class OrderEventSubscriptions
{
    private static readonly MethodInfo AddMethod =
        typeof(OrderEventSubscriptions).GetMethod(nameof(Add), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static void AddTo(ModuleMessagingBuilder<StatusDbContext> messaging)
    {
        foreach (var type in OrderEvents.All)
        {
            AddMethod.MakeGenericMethod(type).Invoke(null, [messaging]);
        }
    }

    private static void Add<TEvent>(ModuleMessagingBuilder<StatusDbContext> messaging)
        where TEvent : class, IOrderEvent =>
        messaging.Handle<TEvent, OrderEventHandler<TEvent>>();
}
