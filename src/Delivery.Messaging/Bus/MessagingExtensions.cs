using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Relay;
using Delivery.Messaging.Retention;
using Delivery.Messaging.Telemetry;
using Delivery.ServiceDefaults.Modules;
using Microsoft.Extensions.Configuration;
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
        services.AddSingleton(new EndpointDescription(module, [.. messaging.Subscriptions.MessageTypes.Select(MessageTypes.NameOf)]));
        services.AddSingleton<DeadLetterDesk>(
            provider => ActivatorUtilities.CreateInstance<DeadLetterDesk<TContext>>(provider, module));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Purge<TContext>>(provider, module));
        services.AddHostedService(provider => provider.GetRequiredService<Purge<TContext>>());
        AddRelay<TContext>(builder, module);
    }

    /// <summary>
    /// Makes modules of other processes known to the bus, so that the first messages find the queues of modules that have never run yet. Only
    /// their endpoints are taken from them; nothing of them runs here.
    /// </summary>
    public static void AddKnownModules(this IHostApplicationBuilder builder, IEnumerable<IModule> modules)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(modules);
        var others = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        others.Configuration.AddConfiguration(builder.Configuration);
        foreach (var module in modules)
        {
            module.AddServices(others);
        }

        foreach (var endpoint in others.Services.Select(service => service.ImplementationInstance).OfType<EndpointDescription>())
        {
            builder.Services.AddSingleton(endpoint);
        }
    }

    private static void AddRelay<TContext>(IHostApplicationBuilder builder, string module)
        where TContext : ModuleDbContext
    {
        if (BusOptions.For(builder.Configuration).IsInMemory)
        {
            builder.Services.AddSingleton<AcknowledgementWriter<TContext>>();
            builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<InMemoryRelay<TContext>>(provider, module));
        }
        else
        {
            builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<BrokerRelay<TContext>>(provider, module));
        }
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
        services.AddSingleton(RetentionOptions.For(builder.Configuration));
        services.AddSingleton<MessagingMetrics>();
        services.AddSingleton<BusNames>();
        services.AddSingleton<BrokerTopology>();
        services.AddSingleton<BusTransport>();
        services.AddSingleton<EndpointDirectory>();
        services.AddSingleton<Acknowledgements>();
        BusConfiguration.Add(services, options);
    }
}
