using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Messaging.Outbox;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages");
        builder.HasKey(message => message.Sequence);
        builder.Property(message => message.Sequence).ValueGeneratedOnAdd();
        builder.Property(message => message.MessageType).HasMaxLength(200);
        builder.Property(message => message.Queue).HasMaxLength(100);
        builder.Property(message => message.TraceParent).HasMaxLength(100);
        builder.Property(message => message.TraceState).HasMaxLength(512);
    }
}
