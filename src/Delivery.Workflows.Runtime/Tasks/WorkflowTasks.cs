using System.Text.Json.Nodes;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Tasks;

/// <summary>The tasks that instances wait for.</summary>
public sealed class WorkflowTasks
{
    internal const string StimulusName = "Elsa.RunTask";

    private readonly StimulusDelivery _delivery;
    private readonly IOptions<WorkflowRuntimeOptions> _options;
    private readonly IServiceScopeFactory _scopes;
    private readonly Transactions<WorkflowsDbContext> _transactions;

    internal WorkflowTasks(
        Transactions<WorkflowsDbContext> transactions, IServiceScopeFactory scopes, StimulusDelivery delivery, IOptions<WorkflowRuntimeOptions> options)
    {
        _transactions = transactions;
        _scopes = scopes;
        _delivery = delivery;
        _options = options;
    }

    /// <summary>Those that are not done yet, in the order of their ids.</summary>
    public async Task<Page<OpenTask>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var after = page.After();
        var rows = await db.Bookmarks.AsNoTracking()
            .Where(bookmark => bookmark.Name == StimulusName && (after == null || bookmark.ActivityInstanceId.CompareTo(after) > 0))
            .OrderBy(bookmark => bookmark.ActivityInstanceId)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage([.. rows.Select(ToTask)], task => task.Id);
    }

    /// <summary>
    /// Says that a task is done. Once this returns, the instance gets the result, whatever happens to this process; saying it again changes
    /// nothing.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="result">What came of it; the activity's output <c>Result</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when the task was done already, or nobody waits for it any more.</returns>
    /// <exception cref="ProblemException">It is not the id of a task.</exception>
    public async Task<bool> CompleteAsync(string taskId, JsonNode? result, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskId);
        var mail = await _transactions.RunAsync((transaction, token) => KeepAsync(transaction, taskId, result, token), cancellationToken);
        if (mail is null)
        {
            return false;
        }

        await _delivery.DeliverMailAsync(mail, cancellationToken);
        return true;
    }

    /// <summary>Null when nobody will ever wait for it. It may be here before its instance is.</summary>
    private async Task<MailboxMessage?> KeepAsync(
        ModuleTransaction<WorkflowsDbContext> transaction, string taskId, JsonNode? result, CancellationToken cancellationToken)
    {
        var (db, instanceId) = (transaction.Db, InstanceOf(taskId));
        var hash = StimulusHash.Compute(StimulusName, new JsonObject { ["TaskId"] = taskId });
        var subStatus = await db.Instances.Where(instance => instance.Id == instanceId)
            .Select(instance => (WorkflowSubStatus?)instance.SubStatus).FirstOrDefaultAsync(cancellationToken);
        var isOver = subStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled
            || await db.ActivityRecords.AnyAsync(
                record => record.InstanceId == instanceId && record.Id == taskId && record.CompletedAt != null, cancellationToken);
        if (isOver || await db.Mailbox.AnyAsync(kept => kept.InstanceId == instanceId && kept.MessageKey == taskId, cancellationToken))
        {
            return null;
        }

        var mail = new MailboxMessage
        {
            MessageKey = taskId,
            Name = StimulusName,
            InstanceId = instanceId,
            Input = result?.ToJsonString(),
            ReceivedAt = transaction.Now,
            ExpiresAt = transaction.Now + _options.Value.ResultsKeptFor,
            Hashes = [new MailboxHash { Hash = hash, Position = 0 }],
        };
        db.Mailbox.Add(mail);
        return mail;
    }

    /// <summary>The id of an activity's execution begins with its instance's.</summary>
    private static string InstanceOf(string taskId) => taskId.LastIndexOf('-') is > 0 and var dash && int.TryParse(taskId.AsSpan(dash + 1), out _)
        ? taskId[..dash]
        : throw new ProblemException(WorkflowProblems.TaskNotFound, $"'{taskId}' is not the id of a task. List the tasks to see what there is.");

    private static OpenTask ToTask(StoredBookmark bookmark)
    {
        var payload = bookmark.Payload is null ? null : JsonNode.Parse(bookmark.Payload);
        return new OpenTask(
            bookmark.ActivityInstanceId,
            payload?["TaskName"]?.GetValue<string>() ?? string.Empty,
            bookmark.InstanceId,
            bookmark.CorrelationId,
            bookmark.ActivityId,
            bookmark.CreatedAt);
    }
}
