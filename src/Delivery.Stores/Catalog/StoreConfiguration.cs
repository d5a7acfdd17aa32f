using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Stores.Catalog;

internal sealed class StoreConfiguration : IEntityTypeConfiguration<Store>
{
    public void Configure(EntityTypeBuilder<Store> builder)
    {
        builder.ToTable("stores");
        builder.HasKey(store => store.StoreId);
        builder.Property(store => store.StoreId).HasMaxLength(64);
        builder.Property(store => store.OwnerId).HasMaxLength(200);
        builder.Property(store => store.Name).HasJsonColumn();
        builder.Property(store => store.RegionId).HasMaxLength(64);
        builder.Property(store => store.Currency).HasMaxLength(3);
        builder.Property(store => store.Version).IsConcurrencyToken();
        builder.HasIndex(store => store.OwnerId);
        builder.Ignore(store => store.Menu);
        builder.HasMany(store => store.Items).WithOne().HasForeignKey(item => item.StoreId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(store => store.Items).HasField("_items").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}
