using Delivery.Messaging.Failpoints;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Bus;

/// <summary>The bus on RabbitMQ: quorum queues, publisher confirms, and limits that are ours rather than the broker's defaults.</summary>
internal static class BrokerConfiguration
{
    public static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator configurator, BusOptions options)
    {
        configurator.Host(new Uri(options.RabbitMq!), host => host.PublisherConfirmation = true);
        BusConfiguration.ConfigureSerialization(configurator);
        var names = context.GetRequiredService<BusNames>();
        foreach (var module in context.GetServices<ModuleEndpoint>())
        {
            configurator.ReceiveEndpoint(names.Queue(module.Name), endpoint => ConfigureQueue(endpoint, module, names, options));
            configurator.ReceiveEndpoint(names.Undeliverable(module.Name), endpoint => ConfigureUndeliverable(endpoint, module, options));
        }
    }

    private static void ConfigureQueue(
        IRabbitMqReceiveEndpointConfigurator endpoint, ModuleEndpoint module, BusNames names, BusOptions options)
    {
        BusConfiguration.ConfigureEndpoint(endpoint, module, options);
        foreach (var (name, value) in names.QueueArguments(module.Name))
        {
            endpoint.SetQueueArgument(name, value!);
        }

        foreach (var type in module.MessageTypes)
        {
            endpoint.Bind(names.Exchange(MessageTypes.NameOf(type)));
        }

        endpoint.Handler<Envelope>(async received =>
        {
            await BusConfiguration.ReceiveAsync(module, received);
            Failpoint.Hit(FailpointNames.EndpointBeforeAcknowledge);
        });
    }

    private static void ConfigureUndeliverable(IRabbitMqReceiveEndpointConfigurator endpoint, ModuleEndpoint module, BusOptions options)
    {
        BusConfiguration.ConfigureEndpoint(endpoint, module, options);
        foreach (var (name, value) in BusNames.UndeliverableArguments())
        {
            endpoint.SetQueueArgument(name, value!);
        }

        endpoint.Handler<Envelope>(received => RejectAsync(module, received, options));
    }

    private static Task RejectAsync(ModuleEndpoint module, ConsumeContext<Envelope> received, BusOptions options)
    {
        var envelope = received.Message;
        var reason = $"Delivered {options.DeliveryLimit} times and never acknowledged: its receiver died or lost its connection each time.";
        var message = new UndeliverableMessage(envelope.Id, envelope.Type, envelope.Body, reason, Error: string.Empty, options.DeliveryLimit)
        {
            TraceParent = envelope.TraceParent,
        };
        return BusConfiguration.SlowDownAsync(() => module.RejectAsync(message, received.CancellationToken), received.CancellationToken);
    }
}
