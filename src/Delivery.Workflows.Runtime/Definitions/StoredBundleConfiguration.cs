using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Definitions;

internal sealed class StoredBundleConfiguration : IEntityTypeConfiguration<StoredBundle>
{
    public void Configure(EntityTypeBuilder<StoredBundle> builder)
    {
        builder.ToTable("bundles");
        builder.HasKey(bundle => bundle.Hash);
        builder.Property(bundle => bundle.Hash).HasMaxLength(64);
    }
}
