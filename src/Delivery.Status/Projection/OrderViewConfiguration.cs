using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Status.Projection;

internal sealed class OrderViewConfiguration : IEntityTypeConfiguration<OrderView>
{
    public void Configure(EntityTypeBuilder<OrderView> builder)
    {
        builder.ToTable("order_views");
        builder.HasKey(view => view.OrderId);
        builder.Property(view => view.OrderId).HasMaxLength(100);
        builder.Property(view => view.Parts).HasJsonColumn();
        builder.Property(view => view.Revision).IsConcurrencyToken();
        builder.Property(view => view.CustomerId).HasMaxLength(200);
        builder.Property(view => view.StoreId).HasMaxLength(100);
        builder.Property(view => view.RiderId).HasMaxLength(200);
        builder.HasIndex(view => new { view.CustomerId, view.OrderId });
        builder.HasIndex(view => new { view.StoreId, view.OrderId });
        builder.HasIndex(view => new { view.Status, view.OrderId });
    }
}
