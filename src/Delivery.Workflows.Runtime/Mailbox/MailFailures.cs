using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Mailbox;

/// <summary>Notes that mail could not be delivered. It stays where it is, and is tried again until it is given up to an operator.</summary>
internal sealed class MailFailures(
    Transactions<WorkflowsDbContext> transactions, IOptions<WorkflowRuntimeOptions> options, ILogger<MailFailures> logger)
{
    public Task RecordAsync(MailboxMessage mail, Exception exception, CancellationToken cancellationToken)
    {
        var attempts = mail.Attempts + 1;
        var givenUp = attempts >= options.Value.MaxAttempts;
        WorkflowTelemetry.CountMail(givenUp ? "givenUp" : "failed", 1);
        return transactions.RunAsync(
            async (transaction, token) =>
            {
                var retryAt = transaction.Now + Backoff.After(attempts);
                Log.MailFailed(logger, exception, mail.Sequence, mail.Name, attempts, givenUp ? null : retryAt);
                var text = exception.ToString();
                await transaction.Db.Mailbox.Where(stored => stored.Sequence == mail.Sequence).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(stored => stored.Attempts, attempts)
                        .SetProperty(stored => stored.RetryAt, retryAt)
                        .SetProperty(stored => stored.Error, text),
                    token);
                if (givenUp)
                {
                    transaction.Db.Incidents.Add(RuntimeIncident.Create(
                        mail.InstanceId, mail.CorrelationId, $"{mail.Name} {mail.MessageKey} could not be delivered", exception, transaction.Now));
                }
            },
            cancellationToken);
    }
}
