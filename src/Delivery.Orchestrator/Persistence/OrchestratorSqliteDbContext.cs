using Microsoft.EntityFrameworkCore;

namespace Delivery.Orchestrator.Persistence;

internal sealed class OrchestratorSqliteDbContext(DbContextOptions<OrchestratorSqliteDbContext> options) : OrchestratorDbContext(options);
