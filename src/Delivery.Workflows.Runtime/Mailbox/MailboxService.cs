using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Mailbox;

/// <summary>
/// Delivers what events have put into the mailbox of others, right after the commit; and now and then whatever a crash between a commit and
/// its deliveries has left there. It also deletes what has expired.
/// </summary>
internal sealed class MailboxService(
    MailboxReader reader,
    StimulusDelivery delivery,
    MailboxSignal signal,
    Transactions<WorkflowsDbContext> transactions,
    IOptions<WorkflowRuntimeOptions> options,
    TimeProvider timeProvider,
    ILogger<MailboxService> logger) : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>Delivers everything that can be delivered now.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<MailboxMessage> mail = [];
        do
        {
            mail = await reader.FindAsync(mail.Count == 0 ? 0 : mail[^1].Sequence, BatchSize, cancellationToken);
            foreach (var message in mail)
            {
                await delivery.DeliverMailAsync(message, cancellationToken);
            }
        }
        while (mail.Count == BatchSize);
    }

    /// <summary>
    /// Deletes what has expired, except what was given up, about which an operator decides, and what its instance awaits: now, or when somebody
    /// retries it after its fault.
    /// </summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var (batch, maxAttempts) = (options.Value.MailboxPurgeBatchSize, options.Value.MaxAttempts);
        int deleted;
        do
        {
            deleted = await transactions.RunAsync(
                (transaction, token) =>
                {
                    var db = transaction.Db;
                    var expired = db.Mailbox
                        .Where(mail => mail.ExpiresAt <= transaction.Now && mail.Attempts < maxAttempts)
                        .Where(mail => mail.InstanceId == null
                            || (!db.Instances.Any(instance => instance.Id == mail.InstanceId && instance.SubStatus == WorkflowSubStatus.Faulted)
                                && !db.Bookmarks.Any(bookmark => bookmark.InstanceId == mail.InstanceId
                                    && mail.Hashes.Any(hash => hash.Hash == bookmark.Hash))))
                        .OrderBy(mail => mail.ExpiresAt)
                        .Take(batch)
                        .Select(mail => mail.Sequence);
                    return db.Mailbox.Where(mail => expired.Contains(mail.Sequence)).ExecuteDeleteAsync(token);
                },
                cancellationToken);
            if (deleted > 0)
            {
                Log.Purged(logger, deleted);
                WorkflowTelemetry.CountMail("expired", deleted);
            }
        }
        while (deleted == batch);
    }

    /// <summary>Delivers and purges until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
                if (!await signal.Signal.WaitAsync(options.Value.MailboxSweepInterval, timeProvider, stoppingToken))
                {
                    await PurgeAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.MailboxServiceFailed(logger, exception);
                await signal.Signal.WaitAsync(options.Value.MailboxSweepInterval, timeProvider, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // Stopping.
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);
}
