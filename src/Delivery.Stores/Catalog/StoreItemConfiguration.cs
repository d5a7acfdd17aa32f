using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Stores.Catalog;

internal sealed class StoreItemConfiguration : IEntityTypeConfiguration<StoreItem>
{
    public void Configure(EntityTypeBuilder<StoreItem> builder)
    {
        builder.ToTable("menu_items");
        builder.HasKey(item => new { item.StoreId, item.ItemId });
        builder.Property(item => item.StoreId).HasMaxLength(64);
        builder.Property(item => item.ItemId).HasMaxLength(64);
        builder.Property(item => item.Name).HasJsonColumn();
    }
}
