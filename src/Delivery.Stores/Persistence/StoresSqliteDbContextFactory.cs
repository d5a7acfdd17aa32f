using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Stores.Persistence;

/// <summary>For <c>dotnet ef</c> alone.</summary>
internal sealed class StoresSqliteDbContextFactory : IDesignTimeDbContextFactory<StoresSqliteDbContext>
{
    public StoresSqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<StoresSqliteDbContext>();
        options.UseModuleSqlite("design-time.db");
        return new StoresSqliteDbContext(options.Options);
    }
}
