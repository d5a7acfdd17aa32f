using Microsoft.EntityFrameworkCore;

namespace Delivery.Orchestrator.Persistence;

internal sealed class OrchestratorPostgresDbContext(DbContextOptions<OrchestratorPostgresDbContext> options) : OrchestratorDbContext(options);
