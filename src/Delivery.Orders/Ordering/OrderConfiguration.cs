using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Orders.Ordering;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(order => order.OrderId);
        builder.Property(order => order.OrderId).HasMaxLength(100);
        builder.Property(order => order.CustomerId).HasMaxLength(200);
        builder.Property(order => order.StoreId).HasMaxLength(100);
        builder.Property(order => order.RegionId).HasMaxLength(100);
        builder.Property(order => order.DeliveryAddress).HasMaxLength(OrderLimits.AddressLength);
        builder.Property(order => order.Lines).HasJsonColumn();
        builder.Property(order => order.Currency).HasMaxLength(3);
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.Ignore(order => order.Total);
        builder.HasMany(order => order.Cancellations).WithOne().HasForeignKey(cancellation => cancellation.OrderId);
    }
}
