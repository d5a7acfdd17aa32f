using Delivery.Contracts;
using Delivery.Contracts.Notifications;
using Delivery.Contracts.Status;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Retention;
using Delivery.Notifications.Channels;
using Delivery.Notifications.Data;
using Delivery.Notifications.Deliveries;
using Delivery.Notifications.Events;
using Delivery.Notifications.Subscriptions;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Delivery.ServiceDefaults.Outgoing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications;

/// <summary>Tells subscribers what happens to orders: signed webhooks, and a log channel.</summary>
public sealed class NotificationsModule : IModule
{
    /// <inheritdoc />
    public string Name => Modules.Notifications;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<NotificationsDbContext, NotificationsSqliteDbContext, NotificationsPostgresDbContext>(Name);
        builder.AddModuleMessaging<NotificationsDbContext>(Name, messaging => messaging
            .Handle<OrderStatusChanged, OrderStatusChangedHandler>()
            .Handle<NotifyCustomer, NotifyCustomerHandler>());
        var services = builder.Services;
        var isDemo = builder.Configuration[Profiles.Setting] == Profiles.Demo;
        services.AddOptions<NotificationsOptions>()
            .Configure(options => options.AllowPrivateAddresses = isDemo)
            .BindConfiguration("Notifications")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<SubscriptionDesk>();
        services.AddSingleton<NewsDesk>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton<IRetention<NotificationsDbContext>, DeliveryRetention>();
        services.AddSingleton<NotificationSender>();
        services.AddSingleton<WebhookChannel>();
        services.AddHostedService<DeliveryWorker>();
        services.AddHttpClient(WebhookChannel.ClientName)
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => new SocketsHttpHandler
            {
                // Whoever answers with a redirection, or the environment with a proxy, would choose where we connect to.
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectCallback = new GuardedConnection(
                    provider.GetRequiredService<IOptions<NotificationsOptions>>().Value.AllowPrivateAddresses).ConnectAsync,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            });
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        SubscriptionEndpoints.Map(endpoints);
        DeliveryEndpoints.Map(endpoints);
    }
}
