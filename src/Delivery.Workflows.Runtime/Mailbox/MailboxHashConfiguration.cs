using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Mailbox;

internal sealed class MailboxHashConfiguration : IEntityTypeConfiguration<MailboxHash>
{
    public void Configure(EntityTypeBuilder<MailboxHash> builder)
    {
        builder.ToTable("mailbox_hashes");
        builder.HasKey(hash => new { hash.Sequence, hash.Position });
        builder.Property(hash => hash.Hash).HasMaxLength(64);
        builder.HasIndex(hash => hash.Hash);
    }
}
