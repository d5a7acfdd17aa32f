using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.Riders.Deliveries;
using Delivery.Riders.Regions;
using Delivery.Riders.Roster;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Riders.Persistence;

/// <summary>The module's tables.</summary>
internal abstract class RidersDbContext(DbContextOptions options) : ModuleDbContext(options)
{
    public DbSet<DeliveryJob> Deliveries => Set<DeliveryJob>();

    public DbSet<RegionNeighbour> RegionNeighbours => Set<RegionNeighbour>();

    public DbSet<Region> Regions => Set<Region>();

    public DbSet<Rider> Riders => Set<Rider>();

    protected override string Module => Modules.Riders;

    protected override void ConfigureModel(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new DeliveryJobConfiguration());
        modelBuilder.ApplyConfiguration(new RegionConfiguration());
        modelBuilder.ApplyConfiguration(new RegionNeighbourConfiguration());
        modelBuilder.ApplyConfiguration(new RiderConfiguration());
    }
}
