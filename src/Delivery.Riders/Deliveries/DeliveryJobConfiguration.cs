using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Riders.Deliveries;

internal sealed class DeliveryJobConfiguration : IEntityTypeConfiguration<DeliveryJob>
{
    public void Configure(EntityTypeBuilder<DeliveryJob> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(job => job.OrderId);
        builder.Property(job => job.OrderId).HasMaxLength(64);
        builder.Property(job => job.Consignment).HasJsonColumn();
        builder.Property(job => job.RegionId).HasMaxLength(64);
        builder.Property(job => job.RiderId).HasMaxLength(200);
        builder.Property(job => job.Version).IsConcurrencyToken();
        // Only what riders can still claim: the index stays small however many deliveries there have been.
        builder.HasIndex(job => new { job.State, job.OrderId }).HasFilter("state = 'Searching'");
        builder.HasIndex(job => new { job.RiderId, job.OrderId });
    }
}
