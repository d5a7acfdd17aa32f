using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.Orchestrator.Escalations;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orchestrator.Persistence;

/// <summary>The incidents that wait for an operator. What the workflows themselves keep is the runtime's.</summary>
internal abstract class OrchestratorDbContext(DbContextOptions options) : ModuleDbContext(options)
{
    protected override string Module => Modules.Orchestrator;

    public DbSet<Escalation> Escalations => Set<Escalation>();

    public DbSet<OrderEscalations> OrderEscalations => Set<OrderEscalations>();

    protected override void ConfigureModel(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new EscalationConfiguration());
        modelBuilder.ApplyConfiguration(new OrderEscalationsConfiguration());
    }
}
