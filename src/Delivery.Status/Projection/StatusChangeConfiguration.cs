using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Status.Projection;

internal sealed class StatusChangeConfiguration : IEntityTypeConfiguration<StatusChange>
{
    public void Configure(EntityTypeBuilder<StatusChange> builder)
    {
        builder.ToTable("status_changes");
        builder.HasKey(change => new { change.OrderId, change.Version });
        builder.Property(change => change.OrderId).HasMaxLength(100);
        builder.Property(change => change.CustomerId).HasMaxLength(200);
        builder.Property(change => change.StoreId).HasMaxLength(100);
        builder.Property(change => change.RiderId).HasMaxLength(200);
        builder.HasIndex(change => change.Sequence).IsUnique();
        // Keeps the question "is anything without a number?" cheap however many changes there are.
        builder.HasIndex(change => new { change.At, change.Version }, "ix_status_changes_unnumbered").HasFilter("sequence IS NULL");
    }
}
