using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Orchestrator.Escalations;

internal sealed class OrderEscalationsConfiguration : IEntityTypeConfiguration<OrderEscalations>
{
    public void Configure(EntityTypeBuilder<OrderEscalations> builder)
    {
        builder.ToTable("order_escalations");
        builder.HasKey(order => order.OrderId);
        builder.Property(order => order.OrderId).HasMaxLength(64);
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.HasMany(order => order.Escalations).WithOne().HasForeignKey(escalation => escalation.OrderId).OnDelete(DeleteBehavior.Cascade);
    }
}
