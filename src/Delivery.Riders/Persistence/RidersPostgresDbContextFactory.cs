using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Riders.Persistence;

/// <summary>For <c>dotnet ef</c> alone; it does not connect.</summary>
internal sealed class RidersPostgresDbContextFactory : IDesignTimeDbContextFactory<RidersPostgresDbContext>
{
    public RidersPostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<RidersPostgresDbContext>();
        options.UseModulePostgres("Host=design-time", Modules.Riders);
        return new RidersPostgresDbContext(options.Options);
    }
}
