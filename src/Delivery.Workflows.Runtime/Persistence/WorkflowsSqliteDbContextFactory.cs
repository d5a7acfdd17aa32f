using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Workflows.Runtime.Persistence;

/// <summary>For <c>dotnet ef</c>.</summary>
internal sealed class WorkflowsSqliteDbContextFactory : IDesignTimeDbContextFactory<WorkflowsSqliteDbContext>
{
    public WorkflowsSqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<WorkflowsSqliteDbContext>();
        options.UseModuleSqlite(":memory:");
        return new WorkflowsSqliteDbContext(options.Options);
    }
}
