using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Messaging.Idempotency;

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(record => new { record.Caller, record.Operation, record.Key });
        builder.Property(record => record.Caller).HasMaxLength(200);
        builder.Property(record => record.Operation).HasMaxLength(100);
        builder.Property(record => record.Key).HasMaxLength(200);
        builder.Property(record => record.RequestHash).HasMaxLength(64);
        builder.HasIndex(record => record.CreatedAt);
    }
}
