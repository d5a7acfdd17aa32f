using Delivery.Payments.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Payments.Persistence;

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger_entries");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedOnAdd();
        builder.Property(entry => entry.OrderId).HasMaxLength(64);
        builder.Property(entry => entry.Account).HasMaxLength(220);
        builder.Property(entry => entry.Currency).HasMaxLength(3);
        builder.Property(entry => entry.Memo).HasMaxLength(200);
        // The last line of defence against booking twice: no order has a second capture, refund or settlement.
        builder.HasIndex(entry => new { entry.OrderId, entry.Transaction, entry.Account }).IsUnique();
    }
}
