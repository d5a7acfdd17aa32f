using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Riders.Persistence;

/// <summary>For <c>dotnet ef</c> alone.</summary>
internal sealed class RidersSqliteDbContextFactory : IDesignTimeDbContextFactory<RidersSqliteDbContext>
{
    public RidersSqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<RidersSqliteDbContext>();
        options.UseModuleSqlite("design-time.db");
        return new RidersSqliteDbContext(options.Options);
    }
}
