using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Orchestrator.Persistence;

/// <summary>For <c>dotnet ef</c>.</summary>
internal sealed class OrchestratorPostgresDbContextFactory : IDesignTimeDbContextFactory<OrchestratorPostgresDbContext>
{
    public OrchestratorPostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<OrchestratorPostgresDbContext>();
        options.UseModulePostgres("Host=localhost", Modules.Orchestrator);
        return new OrchestratorPostgresDbContext(options.Options);
    }
}
