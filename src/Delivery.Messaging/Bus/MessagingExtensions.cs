using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Relay;
using Delivery.Messaging.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        AddBusOnce(builder);
        var messaging = new ModuleMessagingBuilder<TContext>(services);
        configure(messaging);
        services.AddSingleton(messaging.Subscriptions);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EndpointGate<TContext>>(provider, module));
        services.AddSingleton<DeadLetterWriter<TContext>>();
        services.AddSingleton<ModuleEndpoint>(
            provider => ActivatorUtilities.CreateInstance<ModuleEndpoint<TContext>>(provider, module));
        services.AddSingleton<AcknowledgementWriter<TContext>>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<InMemoryRelay<TContext>>(provider, module));
    }

    /// <summary>The modules of a process share one bus.</summary>
    private static void AddBusOnce(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(BusTransport)))
        {
            return;
        }

        var options = BusOptions.For(builder.Configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<MessagingMetrics>();
        services.AddSingleton<BusTransport>();
        services.AddSingleton<EndpointDirectory>();
        services.AddSingleton<Acknowledgements>();
        BusConfiguration.Add(services, options);
    }
}
