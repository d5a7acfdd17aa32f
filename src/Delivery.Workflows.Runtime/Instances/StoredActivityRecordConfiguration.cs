using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Instances;

internal sealed class StoredActivityRecordConfiguration : IEntityTypeConfiguration<StoredActivityRecord>
{
    public void Configure(EntityTypeBuilder<StoredActivityRecord> builder)
    {
        builder.ToTable("activity_records");
        builder.HasKey(record => new { record.InstanceId, record.Id });
        builder.Property(record => record.InstanceId).HasMaxLength(100);
        builder.Property(record => record.Status).HasMaxLength(64);
    }
}
