using Delivery.Contracts;
using Delivery.Contracts.Riders;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.Riders.Deliveries;
using Delivery.Riders.Persistence;
using Delivery.Riders.Regions;
using Delivery.Riders.Roster;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.Riders;

/// <summary>Regions, riders, and the deliveries that they claim: the referee of which rider has an order (R6).</summary>
public sealed class RidersModule : IModule
{
    /// <inheritdoc />
    public string Name => Modules.Riders;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<RidersDbContext, RidersSqliteDbContext, RidersPostgresDbContext>(Name);
        builder.AddModuleMessaging<RidersDbContext>(Name, messaging => messaging
            .Handle<OfferDelivery, OfferDeliveryHandler>()
            .Handle<ExpireDelivery, ExpireDeliveryHandler>()
            .Handle<CancelDelivery, CancelDeliveryHandler>()
            .Handle<ReleaseRider, ReleaseRiderHandler>()
            .Handle<ConfirmHandOver, ConfirmHandOverHandler>());
        builder.Services.AddOptions<RidersOptions>()
            .Bind(builder.Configuration.GetSection(RidersOptions.Section))
            .Validate(options => options.MaxConcurrentClaims > 0, $"{RidersOptions.Section}:MaxConcurrentClaims must be at least 1.")
            .ValidateOnStart();
        builder.Services.AddSingleton<ClaimDelivery>();
        if (builder.Configuration[Profiles.Setting] == Profiles.Demo)
        {
            builder.Services.AddSingleton<IModuleSetup, SeedRegions>();
        }
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRegions();
        endpoints.MapRiders();
        endpoints.MapDeliveries();
    }
}
