using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Stores.Persistence;

/// <summary>For <c>dotnet ef</c> alone; it does not connect.</summary>
internal sealed class StoresPostgresDbContextFactory : IDesignTimeDbContextFactory<StoresPostgresDbContext>
{
    public StoresPostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<StoresPostgresDbContext>();
        options.UseModulePostgres("Host=design-time", Modules.Stores);
        return new StoresPostgresDbContext(options.Options);
    }
}
