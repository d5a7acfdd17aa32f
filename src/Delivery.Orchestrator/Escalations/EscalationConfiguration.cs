using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Orchestrator.Escalations;

internal sealed class EscalationConfiguration : IEntityTypeConfiguration<Escalation>
{
    public void Configure(EntityTypeBuilder<Escalation> builder)
    {
        builder.ToTable("escalations");
        builder.HasKey(escalation => escalation.Id);
        builder.Property(escalation => escalation.Id).HasMaxLength(64);
        builder.Property(escalation => escalation.OrderId).HasMaxLength(64);
        builder.Property(escalation => escalation.Incident).HasMaxLength(300);
        builder.Property(escalation => escalation.RequestId).HasMaxLength(300);
        builder.Property(escalation => escalation.ResolvedBy).HasMaxLength(200);
        builder.HasIndex(escalation => new { escalation.OrderId, escalation.Kind, escalation.Incident }).IsUnique();
        builder.HasIndex(escalation => new { escalation.State, escalation.Id });
    }
}
