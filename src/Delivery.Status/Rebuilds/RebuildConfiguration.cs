using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Status.Rebuilds;

internal sealed class RebuildConfiguration : IEntityTypeConfiguration<Rebuild>
{
    public void Configure(EntityTypeBuilder<Rebuild> builder)
    {
        builder.ToTable("rebuilds");
        builder.HasKey(rebuild => rebuild.RebuildId);
        builder.Property(rebuild => rebuild.RebuildId).HasMaxLength(100);
        builder.Property(rebuild => rebuild.StartedBy).HasMaxLength(200);
        builder.Property(rebuild => rebuild.LastOrderId).HasMaxLength(100);
        builder.Property(rebuild => rebuild.Cursor).HasMaxLength(101).IsConcurrencyToken();
        // One at a time.
        builder.HasIndex(rebuild => rebuild.State).IsUnique().HasFilter("state = 'Running'");
    }
}
