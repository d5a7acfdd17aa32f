using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Status.Data;

/// <summary>For <c>dotnet ef</c>, which only needs the model.</summary>
internal sealed class StatusSqliteDbContextFactory : IDesignTimeDbContextFactory<StatusSqliteDbContext>
{
    public StatusSqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<StatusSqliteDbContext>();
        options.UseModuleSqlite("design-time.db");
        return new StatusSqliteDbContext(options.Options);
    }
}
