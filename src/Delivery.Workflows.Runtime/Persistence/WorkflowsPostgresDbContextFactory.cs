using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Workflows.Runtime.Persistence;

/// <summary>For <c>dotnet ef</c>.</summary>
internal sealed class WorkflowsPostgresDbContextFactory : IDesignTimeDbContextFactory<WorkflowsPostgresDbContext>
{
    public WorkflowsPostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<WorkflowsPostgresDbContext>();
        options.UseModulePostgres("Host=localhost", WorkflowRuntime.Module);
        return new WorkflowsPostgresDbContext(options.Options);
    }
}
