using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Schedules;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Persistence;

/// <summary>Everything the runtime keeps: definitions, instances and what they wait for.</summary>
internal abstract class WorkflowsDbContext(DbContextOptions options) : ModuleDbContext(options)
{
    protected override string Module => WorkflowRuntime.Module;

    public DbSet<StoredVersion> Versions => Set<StoredVersion>();

    public DbSet<StoredAuditEntry> Audit => Set<StoredAuditEntry>();

    public DbSet<ImportedFile> Files => Set<ImportedFile>();

    public DbSet<StoredBundle> Bundles => Set<StoredBundle>();

    public DbSet<StoredTrigger> Triggers => Set<StoredTrigger>();

    public DbSet<StoredSchedule> Schedules => Set<StoredSchedule>();

    public DbSet<StoredAlterationPlan> AlterationPlans => Set<StoredAlterationPlan>();

    public DbSet<StoredAlterationJob> AlterationJobs => Set<StoredAlterationJob>();

    public DbSet<StoredInstance> Instances => Set<StoredInstance>();

    public DbSet<StoredBookmark> Bookmarks => Set<StoredBookmark>();

    public DbSet<StoredHttpRequest> HttpRequests => Set<StoredHttpRequest>();

    public DbSet<StoredIntent> Intents => Set<StoredIntent>();

    public DbSet<StoredJournalEntry> Journal => Set<StoredJournalEntry>();

    public DbSet<StoredActivityRecord> ActivityRecords => Set<StoredActivityRecord>();

    public DbSet<StoredIncident> Incidents => Set<StoredIncident>();

    public DbSet<MailboxMessage> Mailbox => Set<MailboxMessage>();

    public DbSet<MailboxHash> MailboxHashes => Set<MailboxHash>();

    public bool OnSqlite => IsSqlite;

    protected override void ConfigureModel(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkflowsDbContext).Assembly);
}
