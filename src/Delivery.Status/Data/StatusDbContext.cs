using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.Status.Projection;
using Delivery.Status.Rebuilds;
using Delivery.Status.Stores;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Data;

internal abstract class StatusDbContext(DbContextOptions options) : ModuleDbContext(options)
{
    public DbSet<StatusChange> Changes => Set<StatusChange>();

    public DbSet<LoggedEvent> Log => Set<LoggedEvent>();

    public DbSet<Rebuild> Rebuilds => Set<Rebuild>();

    public DbSet<OrderRider> Riders => Set<OrderRider>();

    public DbSet<StoreOwner> Stores => Set<StoreOwner>();

    public DbSet<OrderView> Views => Set<OrderView>();

    protected override string Module => Modules.Status;

    protected override void ConfigureModel(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StatusDbContext).Assembly);
}
