using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Messaging.DeadLetters;

internal sealed class DeadLetterConfiguration : IEntityTypeConfiguration<DeadLetter>
{
    public const int MessageTypeLength = 200;

    public void Configure(EntityTypeBuilder<DeadLetter> builder)
    {
        builder.ToTable("dead_letters");
        builder.HasKey(letter => letter.Id);
        builder.Property(letter => letter.MessageType).HasMaxLength(MessageTypeLength);
        builder.Property(letter => letter.Endpoint).HasMaxLength(100);
        builder.Property(letter => letter.ResolvedBy).HasMaxLength(200);
        builder.HasIndex(letter => new { letter.State, letter.FailedAt });
    }
}
