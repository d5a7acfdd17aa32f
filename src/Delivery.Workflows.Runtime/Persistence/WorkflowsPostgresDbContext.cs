using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Persistence;

internal sealed class WorkflowsPostgresDbContext(DbContextOptions<WorkflowsPostgresDbContext> options) : WorkflowsDbContext(options);
