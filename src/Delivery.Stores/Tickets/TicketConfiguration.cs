using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Stores.Tickets;

internal sealed class TicketConfiguration : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("tickets");
        builder.HasKey(ticket => new { ticket.OrderId, ticket.Round });
        builder.Property(ticket => ticket.OrderId).HasMaxLength(64);
        builder.Property(ticket => ticket.StoreId).HasMaxLength(64);
        builder.Property(ticket => ticket.Lines).HasJsonColumn();
        builder.Property(ticket => ticket.Version).IsConcurrencyToken();
        builder.HasIndex(ticket => new { ticket.StoreId, ticket.State, ticket.OrderId, ticket.Round });
        // Only what still runs: the index stays as small as the kitchens' queues.
        builder.HasIndex(ticket => ticket.AnswerBy).HasFilter("state = 'Offered'");
    }
}
