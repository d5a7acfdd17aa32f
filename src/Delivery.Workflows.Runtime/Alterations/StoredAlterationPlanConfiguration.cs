using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Alterations;

internal sealed class StoredAlterationPlanConfiguration : IEntityTypeConfiguration<StoredAlterationPlan>
{
    public void Configure(EntityTypeBuilder<StoredAlterationPlan> builder)
    {
        builder.ToTable("alteration_plans");
        builder.HasKey(plan => plan.Id);
        builder.Property(plan => plan.Id).HasMaxLength(100);
        builder.Property(plan => plan.By).HasMaxLength(200);
        builder.Property(plan => plan.Cursor).HasMaxLength(100);
        builder.Property(plan => plan.Revision).IsConcurrencyToken();
        builder.HasIndex(plan => plan.CreatedAt).HasFilter("status <> 'Completed'");
        builder.HasIndex(plan => plan.CompletedAt).HasFilter("completed_at IS NOT NULL");
    }
}
