using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Riders.Regions;

internal sealed class RegionNeighbourConfiguration : IEntityTypeConfiguration<RegionNeighbour>
{
    public void Configure(EntityTypeBuilder<RegionNeighbour> builder)
    {
        builder.ToTable("region_neighbours");
        builder.HasKey(border => new { border.RegionId, border.NeighbourId });
        builder.Property(border => border.RegionId).HasMaxLength(64);
        builder.Property(border => border.NeighbourId).HasMaxLength(64);
        builder.HasOne<Region>().WithMany().HasForeignKey(border => border.RegionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Region>().WithMany().HasForeignKey(border => border.NeighbourId).OnDelete(DeleteBehavior.Cascade);
    }
}
