using Delivery.Contracts;
using Delivery.Contracts.Stores;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Retention;
using Delivery.ServiceDefaults.Modules;
using Delivery.Status.Data;
using Delivery.Status.Projection;
using Delivery.Status.Queries;
using Delivery.Status.Rebuilds;
using Delivery.Status.Retention;
using Delivery.Status.Stores;
using Delivery.Status.Streams;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.Status;

/// <summary>Where every order is: the projection of all modules' events, its queries and its live streams.</summary>
public sealed class StatusModule : IModule
{
    /// <inheritdoc />
    public string Name => Modules.Status;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<StatusDbContext, StatusSqliteDbContext, StatusPostgresDbContext>(Name);
        builder.AddModuleMessaging<StatusDbContext>(Name, messaging =>
        {
            messaging.Handle<StoreChanged, StoreChangedHandler>();
            OrderEventSubscriptions.AddTo(messaging);
        });
        var services = builder.Services;
        services.AddOptions<StatusOptions>().BindConfiguration("Status").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<ChangeSequencer>();
        services.AddSingleton<ChangeFeed>();
        services.AddHostedService(static provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<Projector>();
        services.AddSingleton<RebuildRunner>();
        services.AddSingleton<RebuildWorker>();
        services.AddHostedService(static provider => provider.GetRequiredService<RebuildWorker>());
        services.AddSingleton<IRetention<StatusDbContext>, HistoryRetention>();
        services.AddSingleton<OrderFinder>();
        services.AddSingleton<StreamLimiter>();
        services.AddSingleton<ChangeStream>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        OrderQueryEndpoints.Map(endpoints);
        StreamEndpoints.Map(endpoints);
        RebuildEndpoints.Map(endpoints);
    }
}
