using Delivery.Messaging.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.Messaging.Bus;

/// <summary>Connects modules to the bus.</summary>
public static class MessagingExtensions
{
    /// <summary>Gives the module an endpoint (its queue has the module's name) and a relay for its outbox.</summary>
    public static void AddModuleMessaging<TContext>(
        this IHostApplicationBuilder builder, string module, Action<ModuleMessagingBuilder<TContext>> configure)
        where TContext : ModuleDbContext
    {
        var messaging = new ModuleMessagingBuilder<TContext>(builder.Services);
        configure(messaging);
        builder.Services.AddSingleton(messaging.Subscriptions);
    }
}
