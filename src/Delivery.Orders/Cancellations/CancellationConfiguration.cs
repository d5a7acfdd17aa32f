using Delivery.Orders.Ordering;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Orders.Cancellations;

internal sealed class CancellationConfiguration : IEntityTypeConfiguration<Cancellation>
{
    public void Configure(EntityTypeBuilder<Cancellation> builder)
    {
        builder.ToTable("cancellations");
        builder.HasKey(cancellation => cancellation.CancellationId);
        builder.Property(cancellation => cancellation.CancellationId).HasMaxLength(100).ValueGeneratedNever();
        builder.Property(cancellation => cancellation.Reason).HasMaxLength(OrderLimits.ReasonLength);
        builder.Property(cancellation => cancellation.Refusal).HasMaxLength(500);
    }
}
