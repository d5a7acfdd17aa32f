using Delivery.Payments.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Payments.Persistence;

internal sealed class PaymentOperationConfiguration : IEntityTypeConfiguration<PaymentOperation>
{
    public void Configure(EntityTypeBuilder<PaymentOperation> builder)
    {
        builder.ToTable("payment_operations");
        builder.HasKey(operation => operation.OrderId);
        builder.Property(operation => operation.OrderId).HasMaxLength(64);
        builder.Property(operation => operation.IdempotencyKey).HasMaxLength(200);
        builder.Property(operation => operation.TraceParent).HasMaxLength(100);
        builder.Property(operation => operation.Revision).IsConcurrencyToken();
        builder.HasIndex(operation => new { operation.IsDeferred, operation.DueAt });
    }
}
