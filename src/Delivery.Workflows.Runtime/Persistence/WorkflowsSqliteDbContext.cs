using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Persistence;

internal sealed class WorkflowsSqliteDbContext(DbContextOptions<WorkflowsSqliteDbContext> options) : WorkflowsDbContext(options);
