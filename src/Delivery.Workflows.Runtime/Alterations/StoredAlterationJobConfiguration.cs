using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Alterations;

internal sealed class StoredAlterationJobConfiguration : IEntityTypeConfiguration<StoredAlterationJob>
{
    public void Configure(EntityTypeBuilder<StoredAlterationJob> builder)
    {
        builder.ToTable("alteration_jobs");
        builder.HasKey(job => new { job.PlanId, job.InstanceId });
        builder.Property(job => job.PlanId).HasMaxLength(100);
        builder.Property(job => job.InstanceId).HasMaxLength(100);
        builder.HasIndex(job => job.WakeAt).HasFilter("wake_at IS NOT NULL");
        builder.HasOne<StoredAlterationPlan>().WithMany().HasForeignKey(job => job.PlanId).OnDelete(DeleteBehavior.Cascade);
    }
}
