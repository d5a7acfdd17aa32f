using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Notifications.Subscriptions;

internal sealed class SubscriptionConfiguration : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("subscriptions");
        builder.HasKey(subscription => subscription.SubscriptionId);
        builder.Property(subscription => subscription.SubscriptionId).HasMaxLength(100);
        builder.Property(subscription => subscription.OwnerId).HasMaxLength(200);
        builder.Property(subscription => subscription.Url).HasMaxLength(WebhookUrl.MaxLength);
        builder.Property(subscription => subscription.Endpoint).HasMaxLength(300);
        builder.Property(subscription => subscription.Secret).HasMaxLength(200);
        builder.Property(subscription => subscription.Events).HasJsonColumn();
        builder.Property(subscription => subscription.OrderId).HasMaxLength(100);
        builder.HasIndex(subscription => new { subscription.OwnerId, subscription.SubscriptionId });
        builder.HasIndex(subscription => subscription.AllOrders);
    }
}
