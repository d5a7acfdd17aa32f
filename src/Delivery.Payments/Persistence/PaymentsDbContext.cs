using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Ledger;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Payments.Persistence;

/// <summary>Payments, what the provider must do for them, and the ledger.</summary>
internal abstract class PaymentsDbContext(DbContextOptions options) : ModuleDbContext(options)
{
    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<PaymentOperation> Operations => Set<PaymentOperation>();

    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();

    protected override string Module => Modules.Payments;

    /// <summary>The payment of an order with what is under way; null when nothing is known of it.</summary>
    public Task<Payment?> FindPaymentAsync(string orderId, CancellationToken cancellationToken) =>
        Payments.Include(payment => payment.Operation).SingleOrDefaultAsync(payment => payment.OrderId == orderId, cancellationToken);

    /// <summary>
    /// The operations to attempt now, the longest due first. What was attempted before
    /// <paramref name="retryBefore"/> does not wait for its time. On PostgreSQL the rows are locked, and those that another replica is just
    /// claiming are passed over.
    /// </summary>
    public Task<List<PaymentOperation>> FindDueAsync(
        bool deferred, DateTimeOffset now, DateTimeOffset retryBefore, int limit, CancellationToken cancellationToken)
    {
        var due = IsSqlite
            ? Operations
                .Where(operation => operation.IsDeferred == deferred
                    && (operation.DueAt <= now || operation.AttemptedAt < retryBefore)
                    && (operation.LeasedUntil == null || operation.LeasedUntil < now))
                .OrderBy(operation => operation.DueAt)
                .Take(limit)
            : Operations.FromSql(
                $"""
                SELECT * FROM payments.payment_operations
                WHERE is_deferred = {deferred}
                  AND (due_at <= {now} OR attempted_at < {retryBefore})
                  AND (leased_until IS NULL OR leased_until < {now})
                ORDER BY due_at
                LIMIT {limit}
                FOR UPDATE SKIP LOCKED
                """);
        return due.ToListAsync(cancellationToken);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<Payment>().Where(entry => entry.State == EntityState.Modified))
        {
            entry.Entity.Revision++;
        }

        foreach (var entry in ChangeTracker.Entries<PaymentOperation>().Where(entry => entry.State == EntityState.Modified))
        {
            entry.Entity.Revision++;
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureModel(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new PaymentConfiguration());
        modelBuilder.ApplyConfiguration(new PaymentOperationConfiguration());
        modelBuilder.ApplyConfiguration(new LedgerEntryConfiguration());
    }
}
