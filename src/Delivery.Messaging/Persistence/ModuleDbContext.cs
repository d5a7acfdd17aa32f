using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Idempotency;
using Delivery.Messaging.Inbox;
using Delivery.Messaging.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Messaging.Persistence;

/// <summary>
/// A module's database: its own tables beside the outbox, the inbox, the dead letters and the idempotency keys, so that a handler's change and
/// the messages it sends are one transaction (R4). Each module derives one class per provider, which own their migrations.
/// </summary>
public abstract class ModuleDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The module's name: its schema on PostgreSQL, its file on SQLite.</summary>
    protected abstract string Module { get; }

    internal DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    internal DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    internal DbSet<InboxMessage> Inbox => Set<InboxMessage>();

    internal DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>True on SQLite, which has one writer at a time and no instants of its own.</summary>
    protected internal bool IsSqlite => Database.IsSqlite();

    /// <summary>The name under which a statement finds the table of an entity.</summary>
    internal string TableName<TEntity>()
    {
        var entity = Model.FindEntityType(typeof(TEntity))!;
        return entity.GetSchema() is { } schema ? $"\"{schema}\".\"{entity.GetTableName()}\"" : $"\"{entity.GetTableName()}\"";
    }

    /// <summary>An instant as a statement's parameter: what the model's converter makes of it.</summary>
    internal object ToDatabase(DateTimeOffset instant) => IsSqlite ? instant.UtcTicks : instant.ToUniversalTime();

    /// <summary>Configures the module's own tables.</summary>
    protected abstract void ConfigureModel(ModelBuilder modelBuilder);

    /// <inheritdoc />
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (!IsSqlite)
        {
            modelBuilder.HasDefaultSchema(Module);
        }

        modelBuilder.ApplyConfiguration(new DeadLetterConfiguration());
        modelBuilder.ApplyConfiguration(new IdempotencyRecordConfiguration());
        modelBuilder.ApplyConfiguration(new InboxMessageConfiguration());
        modelBuilder.ApplyConfiguration(new OutboxMessageConfiguration());
        ConfigureModel(modelBuilder);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (IsSqlite)
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<SqliteInstantConverter>();
        }

        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(64);
    }
}
