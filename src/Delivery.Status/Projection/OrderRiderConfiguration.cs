using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Status.Projection;

internal sealed class OrderRiderConfiguration : IEntityTypeConfiguration<OrderRider>
{
    public void Configure(EntityTypeBuilder<OrderRider> builder)
    {
        builder.ToTable("order_riders");
        builder.HasKey(rider => new { rider.RiderId, rider.OrderId });
        builder.Property(rider => rider.RiderId).HasMaxLength(200);
        builder.Property(rider => rider.OrderId).HasMaxLength(100);
        builder.HasIndex(rider => rider.OrderId);
    }
}
