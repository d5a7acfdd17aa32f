using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime;

internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "{InstanceId} writes: {Text}")]
    public static partial void LineWritten(ILogger logger, string instanceId, string text);

    [LoggerMessage(3001, LogLevel.Debug, "{Name} fires no trigger of {DefinitionId}: its activation strategy {Strategy} does not allow another instance under {CorrelationId}")]
    public static partial void StartRefused(ILogger logger, string name, string definitionId, string strategy, string? correlationId);

    [LoggerMessage(3002, LogLevel.Debug, "{Name} {Key} is kept for {CorrelationId}: nothing waits for it yet")]
    public static partial void Kept(ILogger logger, string name, string key, string? correlationId);

    [LoggerMessage(3003, LogLevel.Debug, "{Name} {Key} is dropped: nothing waits for it")]
    public static partial void Dropped(ILogger logger, string name, string key);

    [LoggerMessage(3004, LogLevel.Error, "Waiting message {Sequence} ({Name}) failed, attempt {Attempt}; the next is at {RetryAt}")]
    public static partial void MailFailed(ILogger logger, Exception exception, long sequence, string name, int attempt, DateTimeOffset? retryAt);

    [LoggerMessage(3005, LogLevel.Error, "Timer {BookmarkId} of {InstanceId} failed, attempt {Attempt}; the next is at {RetryAt}")]
    public static partial void TimerFailed(
        ILogger logger, Exception exception, string instanceId, string bookmarkId, int attempt, DateTimeOffset? retryAt);

    [LoggerMessage(3006, LogLevel.Error, "The timer service failed; it goes on")]
    public static partial void TimerServiceFailed(ILogger logger, Exception exception);

    [LoggerMessage(3007, LogLevel.Error, "The mailbox service failed; it goes on")]
    public static partial void MailboxServiceFailed(ILogger logger, Exception exception);

    [LoggerMessage(3008, LogLevel.Information, "{Count} expired messages are deleted from the mailbox")]
    public static partial void Purged(ILogger logger, int count);

    [LoggerMessage(3009, LogLevel.Information, "{DefinitionId} {Version} is imported from {FileName} and published")]
    public static partial void Imported(ILogger logger, string definitionId, int version, string fileName);

    [LoggerMessage(3010, LogLevel.Warning, "{DefinitionId}: both {FileName} and the stored definition have changed. The file is imported as draft {Version}: compare the two and publish one")]
    public static partial void ImportedAsDraft(ILogger logger, string definitionId, string fileName, int version);

    [LoggerMessage(3011, LogLevel.Warning, "Instance {InstanceId} of {DefinitionId} faulted: {Message}")]
    public static partial void Faulted(ILogger logger, string instanceId, string definitionId, string? message);

    [LoggerMessage(3012, LogLevel.Information, "{DefinitionId} {Version} is published with {Triggers} triggers")]
    public static partial void Published(ILogger logger, string definitionId, int version, int triggers);

    [LoggerMessage(3013, LogLevel.Error, "{DefinitionId} {Version} cannot be published: {Findings}")]
    public static partial void DefinitionInvalid(ILogger logger, string definitionId, int version, string findings);

    [LoggerMessage(3014, LogLevel.Warning, "{DefinitionId} {Version} is published, but look at {Where}: {Finding}")]
    public static partial void DefinitionDoubtful(ILogger logger, string definitionId, int version, string where, string finding);

    [LoggerMessage(3015, LogLevel.Debug, "{Name} of {DefinitionId} fires for {DueAt}")]
    public static partial void ScheduleFired(ILogger logger, string name, string definitionId, DateTimeOffset dueAt);

    [LoggerMessage(3016, LogLevel.Error, "Trigger {TriggerId} could not be fired for {DueAt}, attempt {Attempt}")]
    public static partial void ScheduleFailed(ILogger logger, Exception exception, string triggerId, DateTimeOffset dueAt, int attempt);

    [LoggerMessage(3020, LogLevel.Warning, "Intent {IntentId} ({Kind}) failed, attempt {Attempt}; the next is at {RetryAt}")]
    public static partial void IntentFailed(
        ILogger logger, Exception exception, string kind, string intentId, int attempt, DateTimeOffset? retryAt);

    [LoggerMessage(3021, LogLevel.Warning, "Intent {IntentId} ({Kind}) cannot be written down now; it is tried again")]
    public static partial void IntentWaits(ILogger logger, Exception exception, string kind, string intentId);

    [LoggerMessage(3022, LogLevel.Error, "The intent worker failed; it goes on")]
    public static partial void IntentWorkerFailed(ILogger logger, Exception exception);

    [LoggerMessage(3023, LogLevel.Error, "The alteration worker failed; it goes on")]
    public static partial void AlterationWorkerFailed(ILogger logger, Exception exception);

    [LoggerMessage(3024, LogLevel.Error, "{InstanceId} could not be altered by the plan {PlanId}; it is tried again")]
    public static partial void AlterationFailed(ILogger logger, Exception exception, string instanceId, string planId);

    [LoggerMessage(3025, LogLevel.Information, "Timer {BookmarkId} of {InstanceId} is left to a later version of the engine")]
    public static partial void TimerLeft(ILogger logger, Exception exception, string bookmarkId, string instanceId);

    [LoggerMessage(3026, LogLevel.Information, "Mail {Sequence} ({Name}) is left to a later version of the engine")]
    public static partial void MailLeft(ILogger logger, Exception exception, long sequence, string name);

    [LoggerMessage(3027, LogLevel.Warning, "What lies in the mailbox for {InstanceIds} is left to the next sweep")]
    public static partial void DrainLeft(ILogger logger, Exception exception, string instanceIds);

    [LoggerMessage(3028, LogLevel.Information, "Altering {InstanceId} by the plan {PlanId} is left to a later version of the engine")]
    public static partial void AlterationLeft(ILogger logger, Exception exception, string instanceId, string planId);

    [LoggerMessage(3030, LogLevel.Debug, "Instance {ParentId} no longer waits for {ChildId}, which has ended")]
    public static partial void ParentGone(ILogger logger, string parentId, string childId);
}
