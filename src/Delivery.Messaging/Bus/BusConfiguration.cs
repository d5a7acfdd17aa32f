using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Relay;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Delivery.Messaging.Bus;

/// <summary>Configures the process's one MassTransit bus, with an endpoint for each hosted module.</summary>
internal static class BusConfiguration
{
    public static void Add(IServiceCollection services, BusOptions options)
    {
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // A broker that is away degrades the process and takes it out of nothing: orders are taken, and wait in the outbox.
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "bus";
                health.MinimalFailureStatus = HealthStatus.Degraded;
                health.Tags.Clear();
                health.Tags.Add("bus");
            });
            if (options.IsInMemory)
            {
                bus.UsingInMemory((context, configurator) => ConfigureInMemory(context, configurator, options));
            }
            else
            {
                bus.UsingRabbitMq((context, configurator) => BrokerConfiguration.Configure(context, configurator, options));
            }
        });
        services.RemoveMassTransitHostedService();
        services.AddHostedService<BusService>();
    }

    /// <summary>Plain JSON: the envelope is ours, and MassTransit's own around it would only repeat it.</summary>
    public static void ConfigureSerialization(IBusFactoryConfigurator configurator)
    {
        configurator.ClearSerialization();
        configurator.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
    }

    public static void ConfigureEndpoint(IReceiveEndpointConfigurator endpoint, ModuleEndpoint module, BusOptions options)
    {
        var concurrency = options.ConcurrencyOf.TryGetValue(module.Name, out var own) ? own : options.Concurrency;
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.ConcurrentMessageLimit = concurrency;
        endpoint.PrefetchCount = concurrency * 2;
        // What our endpoint throws means "not done": the message goes back to its queue, not to a queue of errors that nobody reads.
        endpoint.ConfigureError(pipe => pipe.UseFilter(new UnreadableMessageFilter(module)));
        endpoint.ThrowOnSkippedMessages();
    }

    public static Task ReceiveAsync(ModuleEndpoint module, ConsumeContext<Envelope> received) =>
        SlowDownAsync(() => module.ReceiveAsync(received.Message, received.CancellationToken), received.CancellationToken);

    /// <summary>What fails for another reason than the message comes again at once; this keeps it from going round in circles at full speed.</summary>
    public static async Task SlowDownAsync(Func<Task> receive, CancellationToken cancellationToken)
    {
        try
        {
            await receive();
        }
        catch
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static void ConfigureInMemory(
        IBusRegistrationContext context, IInMemoryBusFactoryConfigurator configurator, BusOptions options)
    {
        ConfigureSerialization(configurator);
        var acknowledgements = context.GetRequiredService<Acknowledgements>();
        var names = context.GetRequiredService<BusNames>();
        foreach (var module in context.GetServices<ModuleEndpoint>())
        {
            configurator.ReceiveEndpoint(names.Queue(module.Name), endpoint =>
            {
                ConfigureEndpoint(endpoint, module, options);
                endpoint.Handler<Envelope>(received => ReceiveInMemoryAsync(module, received, acknowledgements));
            });
        }
    }

    private static async Task ReceiveInMemoryAsync(
        ModuleEndpoint module, ConsumeContext<Envelope> received, Acknowledgements acknowledgements)
    {
        try
        {
            await ReceiveAsync(module, received);
        }
        catch
        {
            acknowledgements.Release(module.Name, received.Message);
            throw;
        }

        Failpoint.Hit(FailpointNames.EndpointBeforeAcknowledge);
        acknowledgements.Acknowledge(module.Name, received.Message);
    }
}
