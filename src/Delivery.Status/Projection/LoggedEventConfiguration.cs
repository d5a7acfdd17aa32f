using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Status.Projection;

internal sealed class LoggedEventConfiguration : IEntityTypeConfiguration<LoggedEvent>
{
    public void Configure(EntityTypeBuilder<LoggedEvent> builder)
    {
        builder.ToTable("status_events_log");
        builder.HasKey(logged => logged.Sequence);
        builder.Property(logged => logged.Sequence).ValueGeneratedOnAdd();
        builder.Property(logged => logged.OrderId).HasMaxLength(100);
        builder.Property(logged => logged.MessageType).HasMaxLength(200);
        builder.HasIndex(logged => new { logged.OrderId, logged.Sequence });
    }
}
