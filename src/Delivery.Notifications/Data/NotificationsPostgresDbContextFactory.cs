using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Notifications.Data;

/// <summary>For <c>dotnet ef</c>, which only needs the model.</summary>
internal sealed class NotificationsPostgresDbContextFactory : IDesignTimeDbContextFactory<NotificationsPostgresDbContext>
{
    public NotificationsPostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<NotificationsPostgresDbContext>();
        options.UseModulePostgres("Host=design-time", Modules.Notifications);
        return new NotificationsPostgresDbContext(options.Options);
    }
}
