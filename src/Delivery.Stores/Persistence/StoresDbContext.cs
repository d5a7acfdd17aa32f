using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.Stores.Catalog;
using Delivery.Stores.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Persistence;

/// <summary>The module's tables.</summary>
internal abstract class StoresDbContext(DbContextOptions options) : ModuleDbContext(options)
{
    public DbSet<Store> Stores => Set<Store>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    protected override string Module => Modules.Stores;

    protected override void ConfigureModel(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new StoreConfiguration());
        modelBuilder.ApplyConfiguration(new StoreItemConfiguration());
        modelBuilder.ApplyConfiguration(new TicketConfiguration());
    }
}
