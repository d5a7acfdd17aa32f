using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Status.Stores;

internal sealed class StoreOwnerConfiguration : IEntityTypeConfiguration<StoreOwner>
{
    public void Configure(EntityTypeBuilder<StoreOwner> builder)
    {
        builder.ToTable("store_owners");
        builder.HasKey(store => store.StoreId);
        builder.Property(store => store.StoreId).HasMaxLength(100);
        builder.Property(store => store.Version).IsConcurrencyToken();
        builder.Property(store => store.OwnerId).HasMaxLength(200);
        builder.HasIndex(store => store.OwnerId);
    }
}
