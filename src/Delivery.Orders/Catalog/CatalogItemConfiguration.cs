using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Orders.Catalog;

internal sealed class CatalogItemConfiguration : IEntityTypeConfiguration<CatalogItem>
{
    public void Configure(EntityTypeBuilder<CatalogItem> builder)
    {
        builder.ToTable("store_items");
        builder.HasKey(item => new { item.StoreId, item.ItemId });
        builder.Property(item => item.ItemId).HasMaxLength(100);
        builder.Property(item => item.Name).HasJsonColumn();
        builder.HasIndex(item => item.ItemId);
    }
}
