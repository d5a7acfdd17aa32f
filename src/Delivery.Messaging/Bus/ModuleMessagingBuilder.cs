using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Delivery.Messaging.Bus;

/// <summary>Collects what a module's endpoint listens to.</summary>
public sealed class ModuleMessagingBuilder<TContext>
    where TContext : ModuleDbContext
{
    private readonly IServiceCollection _services;

    internal ModuleMessagingBuilder(IServiceCollection services) => _services = services;

    internal Subscriptions<TContext> Subscriptions { get; } = new();

    /// <summary>Handles a message on the module's endpoint. Several handlers of one message run in one transaction.</summary>
    public ModuleMessagingBuilder<TContext> Handle<TMessage, THandler>()
        where TMessage : class, IMessage
        where THandler : class, IMessageHandler<TMessage, TContext>
    {
        _services.AddScoped<IMessageHandler<TMessage, TContext>, THandler>();
        Subscriptions.Add<HandlerProcessor<TMessage, TContext>>(typeof(TMessage));
        return this;
    }

    /// <summary>Hands the given kinds of messages to an intake, which commits them itself.</summary>
    public ModuleMessagingBuilder<TContext> Take<TIntake>(IEnumerable<Type> messageTypes)
        where TIntake : class, IMessageIntake
    {
        _services.TryAddSingleton<TIntake>();
        foreach (var messageType in messageTypes)
        {
            Subscriptions.Add<IntakeProcessor<TIntake, TContext>>(messageType);
        }

        return this;
    }
}
