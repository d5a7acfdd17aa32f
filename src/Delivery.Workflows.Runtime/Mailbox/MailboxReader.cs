using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Mailbox;

/// <summary>Finds mail that somebody waits for.</summary>
internal sealed class MailboxReader(IServiceScopeFactory scopes, IOptions<WorkflowRuntimeOptions> options, TimeProvider timeProvider)
{
    /// <summary>The first message that a bookmark of the instance waits for; null when there is none.</summary>
    public async Task<MailboxMessage?> FindNextAsync(string instanceId, long after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await Deliverable(db)
            .Where(mail => mail.Sequence > after && mail.TriggerId == null && mail.Hashes.Any(hash => !hash.StartsInstances && db.Bookmarks.Any(
                bookmark => bookmark.InstanceId == instanceId && bookmark.Hash == hash.Hash
                    && (mail.InstanceId == instanceId || (mail.InstanceId == null && mail.CorrelationId == bookmark.CorrelationId)))))
            .OrderBy(mail => mail.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Mail behind <paramref name="after"/> that somebody waits for: what events left for others, and what a crash left undelivered.</summary>
    public async Task<IReadOnlyList<MailboxMessage>> FindAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await Deliverable(db)
            .Where(mail => mail.Sequence > after && (mail.TriggerId != null
                || mail.Hashes.Any(hash => !hash.StartsInstances && db.Bookmarks.Any(
                    bookmark => bookmark.Hash == hash.Hash
                        && (mail.InstanceId == bookmark.InstanceId
                            || (mail.InstanceId == null && (mail.CorrelationId == null || mail.CorrelationId == bookmark.CorrelationId)))))
                || mail.Hashes.Any(hash => hash.StartsInstances && db.Triggers.Any(trigger => trigger.Hash == hash.Hash))))
            .OrderBy(mail => mail.Sequence)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>What is for one instance is taken however late: somebody may have retried it after a long time.</summary>
    private IQueryable<MailboxMessage> Deliverable(WorkflowsDbContext db)
    {
        var (now, maxAttempts) = (timeProvider.GetUtcNow(), options.Value.MaxAttempts);
        return db.Mailbox.AsNoTracking().Include(mail => mail.Hashes)
            .Where(mail => (mail.ExpiresAt > now || mail.InstanceId != null) && mail.Attempts < maxAttempts && (mail.RetryAt == null || mail.RetryAt <= now));
    }
}
