using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.Notifications.Deliveries;
using Delivery.Notifications.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Notifications.Data;

internal abstract class NotificationsDbContext(DbContextOptions options) : ModuleDbContext(options)
{
    public DbSet<NotificationDelivery> Deliveries => Set<NotificationDelivery>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    protected override string Module => Modules.Notifications;

    protected override void ConfigureModel(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(NotificationsDbContext).Assembly);
}
