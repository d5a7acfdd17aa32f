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
#if FAILPOINTS
using Delivery.Contracts.Orders;
using Delivery.Messaging.Failpoints;
#endif

namespace Delivery.Stores;

/// <summary>Stores, menus, and the kitchens' tickets: the referee of accepted or expired, and of cooking or cancelled (R6).</summary>
public sealed class StoresModule : IModule
{
    /// <inheritdoc />
    public string Name => Modules.Stores;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<StoresDbContext, StoresSqliteDbContext, StoresPostgresDbContext>(Name);
        builder.AddModuleMessaging<StoresDbContext>(Name, Handle);
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

    private static void Handle(ModuleMessagingBuilder<StoresDbContext> messaging)
    {
        messaging
            .Handle<AnnounceStores, AnnounceStoresHandler>()
            .Handle<OfferTicket, OfferTicketHandler>()
            .Handle<ExpireTicket, ExpireTicketHandler>()
            .Handle<RevokeTicket, RevokeTicketHandler>();
#if FAILPOINTS
        if (Sabotage.IsOn(ShowUnpaidTicketHandler.Switch))
        {
            messaging.Handle<OrderPlaced, ShowUnpaidTicketHandler>();
        }
#endif
    }
}
