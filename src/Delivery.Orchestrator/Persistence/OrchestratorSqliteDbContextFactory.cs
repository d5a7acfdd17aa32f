using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Orchestrator.Persistence;

/// <summary>For <c>dotnet ef</c>.</summary>
internal sealed class OrchestratorSqliteDbContextFactory : IDesignTimeDbContextFactory<OrchestratorSqliteDbContext>
{
    public OrchestratorSqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<OrchestratorSqliteDbContext>();
        options.UseModuleSqlite("design-time.db");
        return new OrchestratorSqliteDbContext(options.Options);
    }
}
