using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Mailbox;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Brings a stimulus to whoever takes it, and after that what this instance was waiting for and has already come.</summary>
internal sealed class StimulusDelivery(
    StimulusPlanner planner, BurstCommitter committer, MailboxReader mailbox, MailFailures failures, KeyedLocks locks)
{
    /// <summary>Returns after the commit; an exception means that nothing was committed.</summary>
    public async Task DeliverAsync(Incoming incoming, CancellationToken cancellationToken)
    {
        using var turn = await locks.EnterAsync(incoming.LockKey, cancellationToken);
        var result = await committer.RunAsync(token => planner.PlanAsync(incoming, token), cancellationToken);
        foreach (var instanceId in result?.WithMail ?? [])
        {
            await DrainAsync(instanceId, cancellationToken);
        }
    }

    /// <summary>The same for mail: a failure is recorded there, and it is tried again later.</summary>
    public async Task DeliverMailAsync(MailboxMessage mail, CancellationToken cancellationToken)
    {
        try
        {
            await DeliverAsync(Incoming.Of(mail), cancellationToken);
        }
        catch (Exception exception) when (IsItsFault(exception, cancellationToken))
        {
            await failures.RecordAsync(mail, exception, cancellationToken);
        }
    }

    /// <summary>
    /// Gives the instance what lies in the mailbox for it, in the order in which it came. The caller holds the turn of its correlation. What
    /// fails here is recorded and tried again later: the message that led here is committed and must not be seen as failed.
    /// </summary>
    public async Task DrainAsync(string instanceId, CancellationToken cancellationToken)
    {
        for (var passed = 0L; await mailbox.FindNextAsync(instanceId, passed, cancellationToken) is { } mail;)
        {
            try
            {
                var result = await committer.RunAsync(token => planner.PlanAsync(Incoming.Of(mail), token), cancellationToken);
                // What nobody takes after all waits on: to look for it again would never end.
                passed = result is null ? mail.Sequence : passed;
            }
            catch (Exception exception) when (IsItsFault(exception, cancellationToken))
            {
                await failures.RecordAsync(mail, exception, cancellationToken);
            }
        }
    }

    /// <summary>False when nothing is wrong with the mail: a database that is away counts against nobody (R5).</summary>
    private static bool IsItsFault(Exception exception, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && !DatabaseErrors.IsUnavailable(exception);
}
