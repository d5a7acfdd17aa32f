using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Instances;

internal sealed class StoredIncidentConfiguration : IEntityTypeConfiguration<StoredIncident>
{
    public void Configure(EntityTypeBuilder<StoredIncident> builder)
    {
        builder.ToTable("incidents");
        builder.HasKey(incident => incident.Id);
        builder.Property(incident => incident.Id).ValueGeneratedOnAdd();
        builder.Property(incident => incident.InstanceId).HasMaxLength(100);
        builder.HasIndex(incident => incident.InstanceId);
    }
}
