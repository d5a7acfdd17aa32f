using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Stores;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Cancellations;
using Delivery.Orders.Catalog;
using Delivery.Orders.Data;
using Delivery.Orders.Ordering;
using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.Orders;

/// <summary>The customers' side: menus to choose from, order intake, cancellations. It works while Stores is down.</summary>
public sealed class OrdersModule : IModule
{
    /// <inheritdoc />
    public string Name => Modules.Orders;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<OrdersDbContext, OrdersSqliteDbContext, OrdersPostgresDbContext>(Name);
        builder.AddModuleMessaging<OrdersDbContext>(Name, messaging => messaging
            .Handle<StoreChanged, StoreChangedHandler>()
            .Handle<CookingStarted, CookingStartedHandler>()
            .Handle<CloseOrder, CloseOrderHandler>());
        builder.Services.AddSingleton<IModuleSetup, AskForStores>();
        builder.Services.AddSingleton<OrderIntake>();
        builder.Services.AddSingleton<OrderActions>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        CatalogEndpoints.Map(endpoints);
        OrderEndpoints.Map(endpoints);
        CancellationEndpoints.Map(endpoints);
    }
}
