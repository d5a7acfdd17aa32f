using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Bus;

/// <summary>Collects what a module's endpoint listens to.</summary>
public sealed class ModuleMessagingBuilder<TContext>
    where TContext : ModuleDbContext
{
    private readonly IServiceCollection _services;

    internal ModuleMessagingBuilder(IServiceCollection services) => _services = services;

    /// <summary>Handles a message on the module's endpoint.</summary>
    public ModuleMessagingBuilder<TContext> Handle<TMessage, THandler>()
        where TMessage : class, IMessage
        where THandler : class, IMessageHandler<TMessage, TContext>
    {
        _services.AddScoped<IMessageHandler<TMessage, TContext>, THandler>();
        return this;
    }

    /// <summary>Hands the given kinds of messages to an intake, which commits them itself.</summary>
    public ModuleMessagingBuilder<TContext> Take<TIntake>(IEnumerable<Type> messageTypes)
        where TIntake : class, IMessageIntake
    {
        _services.AddSingleton<TIntake>();
        return this;
    }
}
