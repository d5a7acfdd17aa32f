using Delivery.Contracts;
using Delivery.Contracts.Stores;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Delivery.Stores.Catalog;
using Delivery.Stores.Persistence;
using Delivery.Stores.Tickets;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.Stores;

/// <summary>Stores with their menus, and their kitchens' tickets: the referee of accepted or expired, and of cooking or cancelled (R6).</summary>
public sealed class StoresModule : IModule
{
    /// <inheritdoc />
    public string Name => Modules.Stores;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<StoresDbContext, StoresSqliteDbContext, StoresPostgresDbContext>(Name);
        builder.AddModuleMessaging<StoresDbContext>(Name, messaging => messaging
            .Handle<AnnounceStores, AnnounceStoresHandler>()
            .Handle<OfferTicket, OfferTicketHandler>()
            .Handle<ExpireTicket, ExpireTicketHandler>()
            .Handle<RevokeTicket, RevokeTicketHandler>());
        builder.Services.AddSingleton<DeadlineAlarm>();
        builder.Services.AddHostedService<TicketDeadlines>();
        if (builder.Configuration[Profiles.Setting] == Profiles.Demo)
        {
            builder.Services.AddSingleton<IModuleSetup, SeedStores>();
        }
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStores();
        endpoints.MapTickets();
    }
}
