using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Instances;

internal sealed class StoredInstanceConfiguration : IEntityTypeConfiguration<StoredInstance>
{
    public void Configure(EntityTypeBuilder<StoredInstance> builder)
    {
        builder.ToTable("instances");
        builder.HasKey(instance => instance.Id);
        builder.Property(instance => instance.Id).HasMaxLength(100);
        builder.Property(instance => instance.DefinitionId).HasMaxLength(200);
        builder.Property(instance => instance.VersionId).HasMaxLength(200);
        builder.Property(instance => instance.BundleHash).HasMaxLength(64);
        builder.Property(instance => instance.ParentInstanceId).HasMaxLength(100);
        builder.Property(instance => instance.Revision).IsConcurrencyToken();
        builder.HasIndex(instance => new { instance.CorrelationId, instance.Status });
        builder.HasIndex(instance => new { instance.DefinitionId, instance.Status, instance.BundleHash });
        builder.HasIndex(instance => instance.BundleHash).HasFilter("sub_status = 'Faulted'");
        builder.HasIndex(instance => new { instance.SubStatus, instance.FinishedAt }).HasFilter("finished_at IS NOT NULL");
        builder.HasIndex(instance => instance.ParentInstanceId).HasFilter("parent_instance_id IS NOT NULL");
        builder.HasIndex(instance => new { instance.CreatedAt, instance.Id });
    }
}
