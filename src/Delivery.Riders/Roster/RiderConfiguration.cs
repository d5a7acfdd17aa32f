using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Riders.Roster;

internal sealed class RiderConfiguration : IEntityTypeConfiguration<Rider>
{
    public void Configure(EntityTypeBuilder<Rider> builder)
    {
        builder.ToTable("riders");
        builder.HasKey(rider => rider.RiderId);
        builder.Property(rider => rider.RiderId).HasMaxLength(200);
        builder.Property(rider => rider.Version).IsConcurrencyToken();
    }
}
