using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Definitions;

internal sealed class ImportedFileConfiguration : IEntityTypeConfiguration<ImportedFile>
{
    public void Configure(EntityTypeBuilder<ImportedFile> builder)
    {
        builder.ToTable("imported_files");
        builder.HasKey(file => file.DefinitionId);
        builder.Property(file => file.DefinitionId).HasMaxLength(200);
        builder.Property(file => file.FileName).HasMaxLength(500);
        builder.Property(file => file.ContentHash).HasMaxLength(64);
        builder.Property(file => file.VersionId).HasMaxLength(200);
    }
}
