using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Intents;

internal sealed class StoredIntentConfiguration : IEntityTypeConfiguration<StoredIntent>
{
    public void Configure(EntityTypeBuilder<StoredIntent> builder)
    {
        builder.ToTable("intents");
        builder.HasKey(intent => intent.Id);
        builder.Property(intent => intent.Id).HasMaxLength(150);
        builder.Property(intent => intent.InstanceId).HasMaxLength(100);
        builder.Property(intent => intent.Kind).HasMaxLength(100);
        builder.Property(intent => intent.TraceParent).HasMaxLength(100);
        builder.HasIndex(intent => intent.InstanceId);
        builder.HasIndex(intent => intent.DueAt).HasFilter("due_at IS NOT NULL");
    }
}
