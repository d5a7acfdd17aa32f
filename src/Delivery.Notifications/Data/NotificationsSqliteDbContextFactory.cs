using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Notifications.Data;

/// <summary>For <c>dotnet ef</c>, which only needs the model.</summary>
internal sealed class NotificationsSqliteDbContextFactory : IDesignTimeDbContextFactory<NotificationsSqliteDbContext>
{
    public NotificationsSqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<NotificationsSqliteDbContext>();
        options.UseModuleSqlite("design-time.db");
        return new NotificationsSqliteDbContext(options.Options);
    }
}
