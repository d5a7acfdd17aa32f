using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Instances;

internal sealed class StoredJournalEntryConfiguration : IEntityTypeConfiguration<StoredJournalEntry>
{
    public void Configure(EntityTypeBuilder<StoredJournalEntry> builder)
    {
        builder.ToTable("journal_entries");
        builder.HasKey(entry => new { entry.InstanceId, entry.Sequence });
        builder.Property(entry => entry.InstanceId).HasMaxLength(100);
    }
}
