using Delivery.Messaging.Persistence;
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
        configure(new ModuleMessagingBuilder<TContext>(builder.Services));
    }
}
