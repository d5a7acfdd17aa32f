using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Orders.Catalog;

internal sealed class CatalogStoreConfiguration : IEntityTypeConfiguration<CatalogStore>
{
    public void Configure(EntityTypeBuilder<CatalogStore> builder)
    {
        builder.ToTable("stores");
        builder.HasKey(store => store.StoreId);
        builder.Property(store => store.StoreId).HasMaxLength(100);
        builder.Property(store => store.Version).IsConcurrencyToken();
        builder.Property(store => store.Name).HasJsonColumn();
        builder.Property(store => store.RegionId).HasMaxLength(100);
        builder.Property(store => store.Currency).HasMaxLength(3);
        builder.HasMany(store => store.Items).WithOne().HasForeignKey(item => item.StoreId);
        builder.HasIndex(store => new { store.RegionId, store.StoreId });
    }
}
