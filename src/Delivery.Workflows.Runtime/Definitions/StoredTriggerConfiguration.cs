using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Definitions;

internal sealed class StoredTriggerConfiguration : IEntityTypeConfiguration<StoredTrigger>
{
    public void Configure(EntityTypeBuilder<StoredTrigger> builder)
    {
        builder.ToTable("triggers");
        builder.HasKey(trigger => trigger.Id);
        builder.Property(trigger => trigger.Id).HasMaxLength(64);
        builder.Property(trigger => trigger.DefinitionId).HasMaxLength(200);
        builder.Property(trigger => trigger.VersionId).HasMaxLength(200);
        builder.Property(trigger => trigger.BundleHash).HasMaxLength(64);
        builder.Property(trigger => trigger.Hash).HasMaxLength(64);
        builder.HasIndex(trigger => trigger.Hash);
        builder.HasIndex(trigger => trigger.DefinitionId);
    }
}
