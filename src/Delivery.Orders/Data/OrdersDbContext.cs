using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Catalog;
using Delivery.Orders.Ordering;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Data;

internal abstract class OrdersDbContext(DbContextOptions options) : ModuleDbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<CatalogStore> Stores => Set<CatalogStore>();

    public DbSet<CatalogItem> Items => Set<CatalogItem>();

    protected override string Module => Modules.Orders;

    protected override void ConfigureModel(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OrdersDbContext).Assembly);
}
