using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Notifications.Deliveries;

internal sealed class NotificationDeliveryConfiguration : IEntityTypeConfiguration<NotificationDelivery>
{
    public const int ErrorLength = 500;

    public void Configure(EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(delivery => delivery.DeliveryId);
        builder.Property(delivery => delivery.DeliveryId).ValueGeneratedOnAdd();
        builder.Property(delivery => delivery.EventId).HasMaxLength(100);
        builder.Property(delivery => delivery.SubscriptionId).HasMaxLength(100);
        builder.Property(delivery => delivery.Endpoint).HasMaxLength(300);
        builder.Property(delivery => delivery.OrderId).HasMaxLength(100);
        builder.Property(delivery => delivery.EventType).HasMaxLength(100);
        builder.Property(delivery => delivery.TraceParent).HasMaxLength(100);
        builder.Property(delivery => delivery.LastError).HasMaxLength(ErrorLength);
        builder.Property(delivery => delivery.Lease).IsConcurrencyToken();
        builder.HasIndex(delivery => delivery.EventId).IsUnique();
        builder.HasIndex(delivery => new { delivery.SubscriptionId, delivery.DeliveryId });
        builder.HasIndex(delivery => new { delivery.OrderId, delivery.DeliveryId });
        builder.HasIndex(delivery => new { delivery.State, delivery.DeliveryId });
        // Keeps looking for work cheap however many deliveries are done.
        builder.HasIndex(delivery => delivery.DueAt, "ix_deliveries_due").HasFilter("state = 'Pending'");
    }
}
