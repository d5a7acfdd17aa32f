using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Mailbox;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Brings a stimulus to whoever takes it, and after that what this instance was waiting for and has already come.</summary>
internal sealed class StimulusDelivery(
    StimulusPlanner planner,
    BurstCommitter committer,
    MailboxReader mailbox,
    MailFailures failures,
    MailboxSignal signal,
    KeyedLocks locks,
    ILogger<StimulusDelivery> logger)
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
        catch (StateFormatException exception)
        {
            Log.MailLeft(logger, exception, mail.Sequence, mail.Name);
        }
        catch (Exception exception) when (IsItsFault(exception, cancellationToken))
        {
            await failures.RecordAsync(mail, exception, cancellationToken);
        }
    }

    /// <summary>
    /// What follows a commit whose caller must not believe that it failed, lest he repeat it: the next sweep does what cannot be done now.
    /// </summary>
    public async Task DrainAsync(CommitResult? committed, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var instanceId in committed?.WithMail ?? [])
            {
                await DrainAsync(instanceId, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            Log.DrainLeft(logger, exception, string.Join(", ", committed!.WithMail));
            signal.Wake();
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
            catch (StateFormatException exception)
            {
                Log.MailLeft(logger, exception, mail.Sequence, mail.Name);
                passed = mail.Sequence;
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
