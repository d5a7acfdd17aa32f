using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Mailbox;

internal sealed class MailboxMessageConfiguration : IEntityTypeConfiguration<MailboxMessage>
{
    public void Configure(EntityTypeBuilder<MailboxMessage> builder)
    {
        builder.ToTable("mailbox_messages");
        builder.HasKey(message => message.Sequence);
        builder.Property(message => message.Sequence).ValueGeneratedOnAdd();
        builder.Property(message => message.MessageKey).HasMaxLength(200);
        builder.Property(message => message.InstanceId).HasMaxLength(100);
        builder.Property(message => message.TriggerId).HasMaxLength(64);
        builder.Property(message => message.TraceParent).HasMaxLength(100);
        builder.HasIndex(message => message.CorrelationId);
        builder.HasIndex(message => message.InstanceId);
        builder.HasIndex(message => message.ExpiresAt);
        builder.HasMany(message => message.Hashes).WithOne().HasForeignKey(hash => hash.Sequence).OnDelete(DeleteBehavior.Cascade);
    }
}
