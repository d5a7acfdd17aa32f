using Delivery.Workflows.Runtime.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Schedules;

internal sealed class StoredScheduleConfiguration : IEntityTypeConfiguration<StoredSchedule>
{
    public void Configure(EntityTypeBuilder<StoredSchedule> builder)
    {
        builder.ToTable("schedules");
        builder.HasKey(schedule => schedule.TriggerId);
        builder.Property(schedule => schedule.TriggerId).HasMaxLength(64);
        builder.HasIndex(schedule => schedule.WakeAt);
        builder.HasOne<StoredTrigger>().WithOne().HasForeignKey<StoredSchedule>(schedule => schedule.TriggerId).OnDelete(DeleteBehavior.Cascade);
    }
}
