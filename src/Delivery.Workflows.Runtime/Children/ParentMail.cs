using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Children;

/// <summary>
/// Puts an instance's end into the mailbox of the instance that started it, in the transaction of its last burst: so the parent hears of it
/// once, and takes it in a burst of its own (R10). A parent that waits no longer hears nothing.
/// </summary>
internal sealed class ParentMail(IOptions<WorkflowRuntimeOptions> options, MailboxSignal signal, ILogger<ParentMail> logger)
{
    public async Task AddAsync(ModuleTransaction<WorkflowsDbContext> transaction, PreparedBurst burst, CancellationToken cancellationToken)
    {
        foreach (var told in burst.Told)
        {
            if (!await IsAwaitedAsync(transaction.Db, told, cancellationToken))
            {
                Log.ParentGone(logger, told.InstanceId, burst.InstanceId);
                continue;
            }

            transaction.Db.Mailbox.Add(new MailboxMessage
            {
                MessageKey = burst.InstanceId,
                Name = told.Stimulus,
                InstanceId = told.InstanceId,
                Input = told.Result.ToJsonString(),
                ReceivedAt = transaction.Now,
                ExpiresAt = transaction.Now + options.Value.ResultsKeptFor,
                TraceParent = burst.Span?.Id,
                Hashes = [new MailboxHash { Hash = told.StimulusHash, Position = 0 }],
            });
            transaction.OnCommitted(signal.Wake);
        }
    }

    /// <summary>The bookmark was committed before the child was started. That of a faulted parent sleeps until somebody retries it.</summary>
    private static Task<bool> IsAwaitedAsync(WorkflowsDbContext db, TellParent told, CancellationToken cancellationToken) =>
        db.Instances.AnyAsync(
            parent => parent.Id == told.InstanceId
                && (parent.SubStatus == WorkflowSubStatus.Faulted
                    || db.Bookmarks.Any(bookmark => bookmark.InstanceId == told.InstanceId && bookmark.Hash == told.StimulusHash)),
            cancellationToken);
}
