using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Definitions;

internal sealed class StoredVersionConfiguration : IEntityTypeConfiguration<StoredVersion>
{
    public void Configure(EntityTypeBuilder<StoredVersion> builder)
    {
        builder.ToTable("definition_versions");
        builder.HasKey(version => version.Id);
        builder.Property(version => version.Id).HasMaxLength(200);
        builder.Property(version => version.DefinitionId).HasMaxLength(200);
        builder.Property(version => version.IsReadonly).HasDefaultValue(false);
        builder.Property(version => version.Provider).HasMaxLength(100);
        builder.Property(version => version.BundleHash).HasMaxLength(64);
        builder.Property(version => version.Revision).IsConcurrencyToken().HasDefaultValue(1);
        builder.HasIndex(version => new { version.DefinitionId, version.Version }).IsUnique();

        // Whatever goes wrong above, no definition ever has two latest or two published versions.
        builder.HasIndex(version => version.DefinitionId, "ix_definition_versions_latest").IsUnique().HasFilter("is_latest");
        builder.HasIndex(version => version.DefinitionId, "ix_definition_versions_published").IsUnique().HasFilter("is_published");
    }
}
