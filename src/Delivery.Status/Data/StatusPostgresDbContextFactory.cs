using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Status.Data;

/// <summary>For <c>dotnet ef</c>, which only needs the model.</summary>
internal sealed class StatusPostgresDbContextFactory : IDesignTimeDbContextFactory<StatusPostgresDbContext>
{
    public StatusPostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<StatusPostgresDbContext>();
        options.UseModulePostgres("Host=design-time", Modules.Status);
        return new StatusPostgresDbContext(options.Options);
    }
}
