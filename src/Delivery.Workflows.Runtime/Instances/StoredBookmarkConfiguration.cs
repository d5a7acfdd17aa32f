using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Instances;

internal sealed class StoredBookmarkConfiguration : IEntityTypeConfiguration<StoredBookmark>
{
    public void Configure(EntityTypeBuilder<StoredBookmark> builder)
    {
        builder.ToTable("bookmarks");
        builder.HasKey(bookmark => new { bookmark.InstanceId, bookmark.Id });
        builder.Property(bookmark => bookmark.InstanceId).HasMaxLength(100);
        builder.Property(bookmark => bookmark.Hash).HasMaxLength(64);
        builder.Property(bookmark => bookmark.TraceParent).HasMaxLength(100);
        builder.HasIndex(bookmark => new { bookmark.Hash, bookmark.CorrelationId });
        // The few that requests from outside can meet are read together, for the routes.
        builder.HasIndex(bookmark => bookmark.Name).HasFilter("name = 'Elsa.HttpEndpoint'");
        builder.HasIndex(bookmark => bookmark.WakeAt).HasFilter("wake_at IS NOT NULL");
    }
}
