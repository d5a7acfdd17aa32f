using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Definitions.Audit;

internal sealed class StoredAuditEntryConfiguration : IEntityTypeConfiguration<StoredAuditEntry>
{
    public void Configure(EntityTypeBuilder<StoredAuditEntry> builder)
    {
        builder.ToTable("definition_audit");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).HasMaxLength(32);
        builder.Property(entry => entry.DefinitionId).HasMaxLength(200);
        builder.Property(entry => entry.VersionId).HasMaxLength(200);
        builder.Property(entry => entry.Action).HasMaxLength(20);
        builder.HasIndex(entry => new { entry.DefinitionId, entry.Id });
    }
}
